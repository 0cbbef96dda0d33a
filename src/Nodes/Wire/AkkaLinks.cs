using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Akka.Actor;

namespace Gossip.Nodes.Wire;

/// <summary>Links over Akka.Remote: one actor in each process takes the packets of all of them.</summary>
internal sealed class AkkaLinks : ILinks
{
    public const string ActorName = "gossip-lane";
    private readonly ActorSystem _system;
    private readonly IActorRef _actor;
    private readonly Channel<IIncoming> _incoming;
    private readonly ConcurrentDictionary<(IActorRef, ulong), AkkaStream> _links = new();
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<Stream>> _dialled = new();

    public AkkaLinks(ActorSystem system, TransportOptions options)
    {
        _system = system;
        Address own = ((ExtendedActorSystem)system).Provider.DefaultAddress;
        if (own.Host is null || own.Port is null) throw new ArgumentException("the actor system has no remoting", nameof(system));
        Address = new PeerAddress(own.Host, own.Port.Value);
        _incoming = Channel.CreateBounded<IIncoming>(options.MaxGreetings);
        _actor = system.ActorOf(Props.Create(() => new Taker(this)), ActorName);
    }

    public PeerAddress Address { get; }

    public bool Blocking => false;

    public async Task<Stream> DialAsync(PeerAddress to, CancellationToken stop)
    {
        ulong link = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        TaskCompletionSource<Stream> made = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _dialled[link] = made;
        try
        {
            _system.ActorSelection($"akka.tcp://{_system.Name}@{to}/user/{ActorName}").Tell(new Packet(PacketKind.Open, link, 0, default), _actor);
            return await made.Task.WaitAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            _dialled.TryRemove(link, out _);
            if (made.Task.IsCompletedSuccessfully && stop.IsCancellationRequested) made.Task.Result.Dispose();
        }
    }

    public async Task<IIncoming> AcceptAsync(CancellationToken stop) => await _incoming.Reader.ReadAsync(stop).ConfigureAwait(false);

    public void Remove(AkkaStream stream) => _links.TryRemove(new KeyValuePair<(IActorRef, ulong), AkkaStream>(stream.Key, stream));

    public ValueTask DisposeAsync()
    {
        foreach (AkkaStream stream in _links.Values) stream.Dispose();
        _system.Stop(_actor);
        return ValueTask.CompletedTask;
    }

    private void Take(IActorRef self, IActorRef sender, Packet packet)
    {
        if (packet.Kind == PacketKind.Open)
        {
            AkkaStream stream = new(this, self, sender, packet.Link);
            if (_links.TryAdd(stream.Key, stream) && _incoming.Writer.TryWrite(new Incoming(stream, sender.Path.Address)))
                sender.Tell(new Packet(PacketKind.Accept, packet.Link, 0, default), self);
            else stream.Dispose();
        }
        else if (packet.Kind == PacketKind.Accept && _dialled.TryRemove(packet.Link, out TaskCompletionSource<Stream>? made))
        {
            AkkaStream stream = new(this, self, sender, packet.Link);
            _links[stream.Key] = stream;
            if (!made.TrySetResult(stream)) stream.Dispose();
        }
        else if (_links.TryGetValue((sender, packet.Link), out AkkaStream? stream)) stream.Take(packet);
        else if (packet.Kind != PacketKind.Close) sender.Tell(new Packet(PacketKind.Close, packet.Link, 0, default), self);
        else if (_dialled.TryRemove(packet.Link, out made)) made.TrySetException(new IOException("the link was refused"));
    }

    private sealed class Taker(AkkaLinks links) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Packet packet) links.Take(Self, Sender, packet);
            else Unhandled(message);
        }
    }

    private sealed class Incoming(AkkaStream stream, Address remote) : IIncoming
    {
        public string Remote => $"{remote.Host}:{remote.Port}";

        public Task<Stream> SecureAsync(CancellationToken stop) => Task.FromResult<Stream>(stream);

        public void Dispose() => stream.Dispose();
    }
}
