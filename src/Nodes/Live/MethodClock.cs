using System.Diagnostics;

namespace Gossip.Nodes.Live;

/// <summary>
/// The time of the method, in units of one expected gradient per node, as a process reads it from its wall clock. The
/// unit can change and the clock can be stopped; it never runs backwards. For several threads.
/// </summary>
internal sealed class MethodClock(double unit)
{
    private const double Apart = 2;
    private int _jumps;
    private readonly Lock _gate = new();
    private Segment _segment = new(Stopwatch.GetTimestamp(), 0, unit, IsRunning: false);

    /// <summary>The time now.</summary>
    public double Now => Volatile.Read(ref _segment).At(Stopwatch.GetTimestamp());

    /// <summary>Seconds per unit of time.</summary>
    public double Unit => Volatile.Read(ref _segment).Unit;

    /// <summary>Whether time goes on.</summary>
    public bool IsRunning => Volatile.Read(ref _segment).IsRunning;

    /// <summary>Changes the unit from now on.</summary>
    public void SetUnit(double unit) => Change(s => s with { Unit = unit });

    /// <summary>Lets time go on.</summary>
    public void Run() => Change(s => s with { IsRunning = true });

    /// <summary>Stops time.</summary>
    public void Pause() => Change(s => s with { IsRunning = false });

    /// <summary>Hears another process's time: whoever is more than <see cref="Apart"/> behind, as one that joins, sets its clock on.</summary>
    public void Hear(double time)
    {
        if (!double.IsFinite(time) || time <= Now + Apart || !IsRunning) return;
        Change(s => s with { Time = Math.Max(s.Time, time) });
        Interlocked.Increment(ref _jumps);
    }

    /// <summary>How often the clock was set on.</summary>
    public int Jumps => Volatile.Read(ref _jumps);

    /// <summary>Takes the last <paramref name="seconds"/> as not having happened, because the process was stopped.</summary>
    public void Forget(double seconds) => Change(s => s with { Time = Math.Max(0, s.Time - seconds / s.Unit) });

    private void Change(Func<Segment, Segment> change)
    {
        lock (_gate)
        {
            long now = Stopwatch.GetTimestamp();
            Volatile.Write(ref _segment, change(_segment with { Ticks = now, Time = _segment.At(now) }));
        }
    }

    private sealed record Segment(long Ticks, double Time, double Unit, bool IsRunning)
    {
        public double At(long ticks) => IsRunning ? Time + Stopwatch.GetElapsedTime(Ticks, ticks).TotalSeconds / Unit : Time;
    }
}
