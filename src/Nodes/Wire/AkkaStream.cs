using System.Threading.Channels;
using Akka.Actor;

namespace Gossip.Nodes.Wire;

/// <summary>
/// A link's bytes as packets between two actors. At most a window of packets is sent beyond those that the other end has
/// read, so that neither end holds more. Akka may lose a message: the gap in the sequence then ends the link.
/// </summary>
internal sealed class AkkaStream(AkkaLinks owner, IActorRef self, IActorRef peer, ulong link) : Stream
{
    private const int Window = 16, CreditEvery = 4;
    private readonly SemaphoreSlim _credits = new(Window);
    private readonly Channel<Packet> _arrived = Channel.CreateBounded<Packet>(new BoundedChannelOptions(Window) { SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private ReadOnlyMemory<byte> _rest;
    private uint _sent, _due;
    private int _read, _over;

    public (IActorRef, ulong) Key => (peer, link);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes a packet from the actor that receives for all links.</summary>
    public void Take(Packet packet)
    {
        switch (packet.Kind)
        {
            case PacketKind.Data when packet.Sequence == _due && _arrived.Writer.TryWrite(packet):
                _due++;
                break;
            case PacketKind.Credit when packet.Sequence <= Window - _credits.CurrentCount:
                _credits.Release((int)packet.Sequence);
                break;
            case PacketKind.Close:
                _arrived.Writer.TryComplete();
                break;
            default:
                _arrived.Writer.TryComplete(new IOException("a packet was lost, or too many were sent"));
                break;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            Packet packet;
            try
            {
                if (!await _arrived.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false)) return 0;
                if (!_arrived.Reader.TryRead(out packet!)) continue;
            }
            catch (ChannelClosedException e) when (e.InnerException is IOException inner)
            {
                throw inner;
            }
            _rest = packet.Bytes;
            if (++_read % CreditEvery == 0) peer.Tell(new Packet(PacketKind.Credit, link, CreditEvery, default), self);
        }
        int count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer.Span);
        _rest = _rest[count..];
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            try
            {
                if (cancellationToken.CanBeCanceled)
                {
                    using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
                    await _credits.WaitAsync(both.Token).ConfigureAwait(false);
                }
                else await _credits.WaitAsync(_closed.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new IOException("the link was closed");
            }
            ReadOnlyMemory<byte> now = buffer[..Math.Min(buffer.Length, Packet.MaxBytes)];
            // a copy: the packet is serialised on another thread
            peer.Tell(new Packet(PacketKind.Data, link, _sent++, now.ToArray()), self);
            buffer = buffer[now.Length..];
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!disposing || Interlocked.Exchange(ref _over, 1) != 0) return;
        owner.Remove(this);
        peer.Tell(new Packet(PacketKind.Close, link, 0, default), self);
        _closed.Cancel();
        _arrived.Writer.TryComplete(new IOException("the link was closed"));
        base.Dispose(disposing);
    }
}
