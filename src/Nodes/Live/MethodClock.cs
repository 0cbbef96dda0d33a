using System.Diagnostics;

namespace Gossip.Nodes.Live;

/// <summary>
/// The time of the method, in units of one expected gradient per node, as a process reads it from its wall clock. The
/// unit can change and the clock can be stopped; it never runs backwards. For several threads.
/// </summary>
internal sealed class MethodClock(double unit)
{
    private const double Apart = 2, Fastest = 1.25;
    private int _jumps;
    private double _behind;
    private readonly Lock _gate = new();
    private Segment _segment = new(Stopwatch.GetTimestamp(), 0, unit, 1, IsRunning: false);

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

    /// <summary>
    /// Hears another process's time. Who is behind goes faster for a while, see <see cref="CatchUp"/>; who is more than
    /// <see cref="Apart"/> behind, as one that joins, sets its clock on.
    /// </summary>
    public void Hear(double time)
    {
        if (!double.IsFinite(time) || !IsRunning) return;
        double behind = time - Now;
        if (behind <= Apart)
        {
            Raise.To(ref _behind, behind);
            return;
        }
        Change(s => s with { Time = Math.Max(s.Time, time) });
        Interlocked.Increment(ref _jumps);
    }

    /// <summary>Sets the speed for the next <paramref name="seconds"/>: half of what others were found ahead is made good, a quarter faster at most.</summary>
    public void CatchUp(double seconds)
    {
        double behind = Interlocked.Exchange(ref _behind, 0);
        Change(s => s with { Speed = Math.Min(Fastest, 1 + 0.5 * behind * s.Unit / seconds) });
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

    private sealed record Segment(long Ticks, double Time, double Unit, double Speed, bool IsRunning)
    {
        public double At(long ticks) => IsRunning ? Time + Speed * Stopwatch.GetElapsedTime(Ticks, ticks).TotalSeconds / Unit : Time;
    }
}
