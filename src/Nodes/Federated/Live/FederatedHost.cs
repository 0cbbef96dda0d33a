using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Gossip.Core;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Inbox = Gossip.Nodes.Live.Inbox;

namespace Gossip.Nodes.Federated.Live;

/// <summary>
/// A process of a federated run in real time: its clients, and the server while it is the oldest process that lives.
/// </summary>
public sealed class FederatedHost : ProcessHost
{
    private const double CheckSeconds = 0.002;
    private IActorRef _actor = ActorRefs.Nobody;
    private string _members = "";
    private volatile bool _hasServer;

    private FederatedHost(LiveFederation all, IReadOnlyList<int> clients, HostOptions options, FederatedRecording? recording)
        : base(options, clients, all.Digest, ServerBook.Size(all.Federation), IncarnationAfter(0), CheckSeconds)
    {
        All = all;
        Rounds = [.. Enumerable.Range(0, Math.Min(clients.Count, Environment.ProcessorCount)).Select(_ => new LocalRound(all.Federation.Method.Local, all.Federation.Dimension))];
        Inbox = new(Math.Max(1024, 8 * all.Federation.Clients));
        HolderCalls calls = new()
        {
            Notice = Notice,
            Began = recording?.Began ?? (_ => { }),
            Counted = recording is null ? null : (in UpdateRecord record, ReadOnlySpan<double> _) => recording.Counted(record),
        };
        Process = new(all, clients, Roles.Incarnation, Post, (client, round, slot) => Compute(client, round, slot), calls);
        if (options.CheckpointFolder is { } folder && ServerCheckpoint.Find(folder, Process.Seat, all.Digest.Span, Process.Kept))
            Notice(string.Create(CultureInfo.InvariantCulture, $"has a checkpoint of the server after {ServerBook.Counts(Process.Kept.State, all.Federation.Dimension).Rounds} rounds"));
        Wire.Received = (PeerAddress _, in EdgeHeader header, ReadOnlySpan<double> vector) =>
        {
            Units.Hear(header.Unit);
            if (header.Kind == EdgeMessageKind.Announce) Clock.Hear(header.Time);
            Post.Deliver(header, vector);
        };
        Desk = new(Wire, Report, Stop, Obey);
    }

    internal LiveFederation All { get; }

    internal FederationProcess Process { get; }

    internal Inbox Inbox { get; }

    /// <summary>Memory for local rounds that are done at the same time.</summary>
    internal LocalRound[] Rounds { get; }

    internal double Time => Clock.Now;

    internal double Pace => Clock.Unit;

    /// <summary>Begins a local round of a client.</summary>
    internal Action<int, long, double[]> Compute { get; set; } = (_, _, _) => { };

    internal override int AllNodes => All.Federation.Clients;

    internal ReportDesk Desk { get; }

    private protected override bool IsReady => _hasServer;

    private protected override IEnumerable<int> CheckpointKeys => [Process.Seat];

    /// <summary>Starts a process with its clients. A port that is taken, or a damaged checkpoint, is an <see cref="InputException"/>.</summary>
    public static async Task<FederatedHost> Start(LiveFederation all, IReadOnlyList<int> clients, HostOptions options, FederatedRecording? recording = null)
    {
        if (options.Float32) throw InputException.At("float32", "vectors rounded to 32 bits", "whole ones: the processes that keep a federated server's state keep every bit");
        return await Started(new FederatedHost(all, clients, options, recording)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    internal override async Task<ProcessReport> Report(Detail detail)
    {
        TaskCompletionSource<FederatedLook> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _actor.Tell(new LookAtAll(answer, detail), ActorRefs.NoSender);
        FederatedLook look = await answer.Task.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        return Reported(look.Term, AllNodes - (look.Server?.Absent.Length ?? 0), look.Nodes) with { Server = look.Server, Dimension = All.Federation.Dimension };
    }

    /// <summary>The members have changed.</summary>
    internal void Enter(Roll roll, IReadOnlyList<Member> members)
    {
        PeerAddress?[] lanes = new PeerAddress?[AllNodes];
        foreach (Member member in members)
            if (MemberRoles.Of(member) is { } roles)
                foreach (int client in roles.Nodes) lanes[client] = roles.LaneOf(member);
        Post.Know([.. lanes]);
        _actor.Tell(roll, ActorRefs.NoSender);
        int staying = roll.Members.Count(m => !m.IsLeaving);
        string line = string.Create(CultureInfo.InvariantCulture, $"{roll.Members.Where(m => !m.IsLeaving).Sum(m => m.Clients.Length)} of {AllNodes} clients take part, in {staying} {(staying == 1 ? "process" : "processes")}");
        if (line != _members) Notice(_members = line);
    }

    /// <summary>Somebody holds the server: time begins with it, and goes on while there is none for a while.</summary>
    internal void HasServer()
    {
        if (_hasServer) return;
        _hasServer = true;
        Resume();
    }

    /// <summary>How long things take here; answers with the unit that this process asks for.</summary>
    internal double Learn(double roundSeconds, double lag)
    {
        Units.Learn(roundSeconds, 0, lag);
        return Units.Asked;
    }

    private protected override Props Populate(ActorSystem system)
    {
        _actor = system.ActorOf(Props.Create(() => new FederatedActor(this)), "clients");
        Post.Know(OwnNodes.ToImmutableDictionary(node => node, _ => (_actor, Inbox)));
        Clocks.Set([], [_actor]);
        return Props.Create(() => new FederatedWatch(this));
    }

    private protected override void Return()
    {
        Process.Return(Roles.Incarnation, Clock.Now, System.Diagnostics.Stopwatch.GetTimestamp() / (double)System.Diagnostics.Stopwatch.Frequency);
        _hasServer = false;
    }

    private protected override void SaveNodes() => _actor.Tell(Save.Now, ActorRefs.NoSender);

    private protected override void DisposeNodes()
    {
        Process.Dispose();
        foreach (LocalRound local in Rounds) local.Dispose();
    }
}
