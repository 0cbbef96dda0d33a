using Gossip.Nodes.Live;

namespace Gossip.Nodes.Vitals;

/// <summary>
/// The health of a process of a cluster, from before it has read its data until it ends, for probes: has it started, is it alive, and
/// does it take part.
/// </summary>
public sealed class Health : IDisposable
{
    private const double Longest = 15;
    private volatile string _phase = "it is reading its data";
    private Pulse? _pulse;
    private volatile bool _hasStarted;

    /// <summary>The pulse of the process in real time that runs; null where none does.</summary>
    public Pulse? Pulse => Volatile.Read(ref _pulse);

    /// <summary>The process has no host at present, and this is why.</summary>
    public void Wait(string why)
    {
        _phase = why;
        Interlocked.Exchange(ref _pulse, null)?.Dispose();
    }

    /// <summary>It stands by without nodes: that is no reason to start it again.</summary>
    public void StandBy(string why)
    {
        Wait(why);
        _hasStarted = true;
    }

    /// <summary>A process in real time has begun.</summary>
    public void Watch(ProcessHost host)
    {
        Wait("");
        Volatile.Write(ref _pulse, new(host));
        _hasStarted = true;
    }

    /// <summary>A process in virtual time has begun, which has no clock that could stop.</summary>
    public void Trust()
    {
        Wait("");
        _hasStarted = true;
    }

    /// <summary>Whether it is up and has read its data.</summary>
    public Checkup Startup() => Of(_hasStarted ? [] : [_phase]);

    /// <summary>Whether its clock and its nodes' mailboxes answer. A process that starts or stands by is alive.</summary>
    public Checkup Live() => Of(Pulse is { } pulse ? [.. Faults(pulse)] : []);

    /// <summary>Whether it has joined, has its share of the nodes, is in its epoch, and is not cut off from the majority.</summary>
    public Checkup Ready()
    {
        if (Pulse is not { } pulse) return Of(_phase.Length > 0 ? [_phase] : []);
        return Of([.. Faults(pulse), .. Lacks(pulse)]);
    }

    /// <inheritdoc/>
    public void Dispose() => Wait("it has ended");

    private Checkup Of(IReadOnlyList<string> why) => new(why.Count == 0, [.. why], [.. Notes()]);

    private static IEnumerable<string> Faults(Pulse pulse)
    {
        if (pulse.Host.Clocks.SinceLook is > Longest and var late) yield return $"its clock has stood still for {late:0} s";
        if (pulse.Silence is > Longest and var silent) yield return $"its nodes have not answered for {silent:0} s";
    }

    private static IEnumerable<string> Lacks(Pulse pulse)
    {
        if (pulse.Last is not { } report) yield return "its nodes have not answered yet";
        else if (report.Paused.Length > 0 && !pulse.Host.IsHeld) yield return report.Paused;
        else if (report.Epoch == 0) yield return report.Standing;
    }

    private IEnumerable<string> Notes()
    {
        if (Pulse is not { } pulse || pulse.Last is not { } report) yield break;
        if (report.Trouble.Length > 0) yield return report.Trouble;
        if (pulse.Host.IsHeld) yield return "its clocks are held on request";
        if (report.Margin < 0.5) yield return $"it is outside the safe region: a margin of {report.Margin:G2}";
    }
}
