using System.Net.Sockets;

namespace Gossip.Nodes.Wire;

/// <summary>
/// A socket whose reads and writes block the calling thread and are complete when they return: each connection has two
/// threads of its own. Sockets that are awaited wake the runtime's poller and a pool thread for every piece that arrives,
/// which costs more than the copying of long vectors, and share those threads with all else in the process.
/// </summary>
internal sealed class BlockingStream(Socket socket) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Does the work of <paramref name="act"/>, and closes the socket if it is cancelled meanwhile.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static int Guard<T>(Socket socket, T state, Func<Socket, T, int> act, CancellationToken stop)
    {
        using CancellationTokenRegistration closing = stop.UnsafeRegister(static s => ((Socket)s!).Dispose(), socket);
        try
        {
            stop.ThrowIfCancellationRequested();
            return act(socket, state);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            stop.ThrowIfCancellationRequested();
            throw new IOException(e is SocketException ? e.Message : "the connection was closed here", e);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Guard(socket, buffer, static (s, b) => s.Receive(b.Span), cancellationToken));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Send(buffer, cancellationToken);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => Guard(socket, buffer.AsMemory(offset, count), static (s, b) => s.Receive(b.Span), default);

    public override void Write(byte[] buffer, int offset, int count) => Send(buffer.AsMemory(offset, count), default);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) socket.Dispose();
        base.Dispose(disposing);
    }

    private void Send(ReadOnlyMemory<byte> bytes, CancellationToken stop) => Guard(socket, bytes, static (s, b) =>
    {
        for (ReadOnlySpan<byte> rest = b.Span; !rest.IsEmpty;) rest = rest[s.Send(rest)..];
        return 0;
    }, stop);
}
