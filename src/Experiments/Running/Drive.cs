using System.Diagnostics;

namespace Gossip.Experiments.Running;

/// <summary>
/// Drives a run in virtual time from one measurement to the next until something stops it. Between measurements it advances in
/// slices of about a fifth of a second, so that it can report, save and be stopped; slices never change a bit.
/// </summary>
/// <param name="agenda">When to measure.</param>
/// <param name="checkpointEvery">Virtual time between two checkpoints, or null.</param>
/// <param name="slice">Virtual time of the first slice.</param>
internal abstract class Drive<TPoint>(Agenda agenda, double? checkpointEvery, double slice) : IDisposable
{
    private protected const double DivergedAbove = 1e6;
    private const double SliceSeconds = 0.2;
    private double _slice = slice;
    private long _told = Stopwatch.GetTimestamp();

    /// <summary>All measurements so far.</summary>
    public List<TPoint> Points { get; private set; } = [];

    /// <summary>Seconds spent advancing.</summary>
    public double Seconds { get; private set; }

    /// <summary>Told every new measurement.</summary>
    public Action<TPoint> Measured { get; init; } = _ => { };

    /// <summary>Told several times a second.</summary>
    public Action<Progress> Progressed { get; init; } = _ => { };

    /// <summary>Called where a checkpoint is due.</summary>
    public Action Save { get; init; } = () => { };

    /// <summary>When the last measurement of all is due.</summary>
    private protected double End => agenda.End;

    /// <summary>Virtual time reached.</summary>
    private protected abstract double Time { get; }

    /// <summary>Runs to the end, or until stopped.</summary>
    public StopReason Run(CancellationToken stop)
    {
        double every = checkpointEvery ?? double.PositiveInfinity;
        double saveAt = Time + every;
        if (Points.Count == 0) Measure();
        while (true)
        {
            if (Judge() is { } reason) return reason;
            double next = agenda.After(Time);
            // saved only here, where every measurement up to now has been taken
            while (Time < next)
            {
                if (stop.IsCancellationRequested) return StopReason.Interrupted;
                if (Time >= saveAt)
                {
                    Save();
                    saveAt = Time + every;
                }
                Advance(Math.Min(next, saveAt));
            }
            Measure();
        }
    }

    public abstract void Dispose();

    /// <summary>Goes on after the measurements and the seconds of an earlier part.</summary>
    private protected void Continue(List<TPoint> points, double seconds) => (Points, Seconds) = (points, seconds);

    /// <summary>Runs to a time.</summary>
    private protected abstract void AdvanceTo(double until);

    /// <summary>Measures this moment.</summary>
    private protected abstract TPoint Take();

    /// <summary>Whether the last measurement ends the run.</summary>
    private protected abstract StopReason? Judge();

    /// <summary>How far it is.</summary>
    private protected abstract Progress Tell();

    /// <summary>Seconds to go, where <paramref name="time"/> is what virtual time is left at most.</summary>
    private protected double? Remaining(double time) =>
        Time > 0 && Seconds > 0 && double.IsFinite(time) ? Math.Max(0, time * Seconds / Time) : null;

    private void Advance(double limit)
    {
        double until = Math.Min(limit, Time + _slice);
        long began = Stopwatch.GetTimestamp();
        AdvanceTo(until);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Seconds += seconds;
        if (seconds > 1.5 * SliceSeconds) _slice /= 2;
        else if (until < limit && seconds < 0.5 * SliceSeconds) _slice *= 2;
        if (Stopwatch.GetElapsedTime(_told).TotalSeconds < SliceSeconds / 2) return;
        _told = Stopwatch.GetTimestamp();
        Progressed(Tell());
    }

    private void Measure()
    {
        Points.Add(Take());
        Measured(Points[^1]);
    }
}
