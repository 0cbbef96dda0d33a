using System.Diagnostics;
using Gossip.Nodes.Live;

namespace Gossip.Nodes.Vitals;

/// <summary>
/// Feels the pulse of a process once a second: asks its nodes where they stand, through their mailboxes as everybody does, and
/// keeps the last answer. Health and metrics are read off it, so they cost the nodes nothing more, however often they are asked for.
/// </summary>
public sealed class Pulse : IDisposable
{
    private const int Looks = 30;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly EdgeRates _rates = new(Looks);
    private readonly Lock _gate = new();
    private ProcessReport? _last;
    private long _at = Stopwatch.GetTimestamp();

    /// <summary>Begins to feel the pulse of a process.</summary>
    public Pulse(ProcessHost host)
    {
        Host = host;
        _ = Feel(_stop.Token);
    }

    /// <summary>The last answer; null before the first.</summary>
    public ProcessReport? Last
    {
        get
        {
            lock (_gate) return _last;
        }
    }

    /// <summary>Seconds since the nodes answered last.</summary>
    public double Silence
    {
        get
        {
            lock (_gate) return Stopwatch.GetElapsedTime(_at).TotalSeconds;
        }
    }

    internal ProcessHost Host { get; }

    /// <summary>Exchanges per unit of time between a node of this process and its higher-numbered peer, over the last half minute; NaN while that cannot be told.</summary>
    public double Realised(int node, int peer)
    {
        lock (_gate) return _rates.Of(node, peer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task Feel(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Period);
        try
        {
            do
            {
                try
                {
                    ProcessReport report = await Host.Report(Detail.Counts).ConfigureAwait(false);
                    lock (_gate)
                    {
                        (_last, _at) = (report, Stopwatch.GetTimestamp());
                        _rates.Take(report);
                    }
                }
                catch (TimeoutException)
                {
                    // no answer: the silence goes on
                }
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
