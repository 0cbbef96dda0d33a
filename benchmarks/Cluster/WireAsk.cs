using System.Diagnostics;
using System.Net.Sockets;
using Gossip.Nodes.Wire;

namespace Gossip.Benchmarks.Cluster;

/// <summary>This process's end, and the other process.</summary>
internal sealed class WireAsk : IDisposable
{
    private readonly Process _other;
    private readonly ITransport _transport;
    private readonly ClusterCertificate? _certificate;
    private readonly PeerAddress _to;
    private readonly Socket _bare = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ManualResetEventSlim _done = new();
    private double[] _vector = [];
    private int _left, _unanswered;

    public WireAsk(string? pfx)
    {
        _other = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["answer", .. pfx is null ? Array.Empty<string>() : [pfx]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        string[] answer = _other.StandardOutput.ReadLine()!.Split(' ');
        _to = PeerAddress.Parse(answer[0], "the other process");
        _bare.Connect("127.0.0.1", int.Parse(answer[1]));
        _certificate = pfx is null ? null : ClusterCertificate.FromPfx(pfx, null);
        _transport = TcpTransport.Start(WirePart.Options("ask", _certificate));
        _transport.Received = OnAnswer;
    }

    /// <summary>What both processes have used.</summary>
    public double ProcessorSeconds
    {
        get
        {
            _other.Refresh();
            return (_other.TotalProcessorTime + Environment.CpuUsage.TotalTime).TotalSeconds;
        }
    }

    public void Bare(double[] vector, int count) => RawLane.Send(_bare, vector, count);

    /// <summary>Sends <paramref name="count"/> vectors one way and waits for the answer to the last.</summary>
    public void Stream(double[] vector, int count)
    {
        _done.Reset();
        _unanswered = 1;
        _left = 0;
        for (int k = count - 1; k >= 0; k--)
        {
            EdgeHeader header = new(EdgeMessageKind.Message, 0, 1, 0, 0, k, 0, 1);
            while (!_transport.TrySend(_to, header, vector)) Thread.Sleep(1);
        }
        _done.Wait();
    }

    /// <summary>Offers that are answered with as many numbers, <paramref name="flight"/> at a time.</summary>
    public void Exchange(int length, int flight, int count)
    {
        _vector = new double[length];
        _done.Reset();
        _unanswered = count;
        _left = count - flight;
        for (int k = 0; k < flight; k++) Offer();
        _done.Wait();
    }

    public void Dispose()
    {
        _transport.DisposeAsync().AsTask().Wait();
        _certificate?.Dispose();
        _bare.Dispose();
        _other.StandardInput.Close();
        _other.WaitForExit();
        _other.Dispose();
        _done.Dispose();
    }

    private void OnAnswer(PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> vector)
    {
        if (Interlocked.Decrement(ref _left) >= 0) Offer();
        if (Interlocked.Decrement(ref _unanswered) == 0) _done.Set();
    }

    private void Offer()
    {
        while (!_transport.TrySend(_to, new EdgeHeader(EdgeMessageKind.Offer, 0, 1, 0, 0, 0, 0, 1), _vector)) Thread.Yield();
    }
}
