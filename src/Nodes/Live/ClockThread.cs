using System.Diagnostics;
using Akka.Actor;
using Gossip.Core;

namespace Gossip.Nodes.Live;

/// <summary>
/// The Poisson clocks of a process: one thread that sleeps a millisecond, looks what is due and tells the nodes. Times are
/// absolute (next += gap), so nothing is lost when it wakes late. Nodes also get a <see cref="Check"/> every few
/// milliseconds, to repeat offers that have waited too long.
/// </summary>
internal sealed class ClockThread : IDisposable
{
    private const double Asleep = 2;
    private readonly double _checkSeconds;
    private readonly Lock _gate = new();
    private readonly MethodClock _time;
    private readonly PriorityQueue<PoissonClock, double> _due = new();
    private readonly Thread _thread;
    private volatile bool _isStopped;
    private int _jumps;
    private long _lookedAt = Stopwatch.GetTimestamp();
    private Check[] _checks = [];

    /// <summary>Starts the thread, without clocks; nodes are checked on every <paramref name="checkSeconds"/>.</summary>
    public ClockThread(MethodClock time, double checkSeconds = 0.01)
    {
        (_time, _checkSeconds) = (time, checkSeconds);
        _thread = new Thread(Loop) { IsBackground = true, Name = "clocks", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>How long the thread sleeps between two looks, in seconds, smoothed over the last hundreds: ticks are as late as that.</summary>
    public double Lateness { get; private set; }

    /// <summary>How long ago it looked last, in seconds.</summary>
    public double SinceLook => Stopwatch.GetElapsedTime(Volatile.Read(ref _lookedAt)).TotalSeconds;

    /// <summary>How long the longest of the nodes' mailboxes is, in seconds, as far as can be seen from outside.</summary>
    public double Waiting
    {
        get
        {
            Check[] checks = Volatile.Read(ref _checks);
            double longest = 0;
            foreach (Check check in checks) longest = Math.Max(longest, check.Waiting);
            return longest;
        }
    }

    /// <summary>Replaces all clocks; <paramref name="nodes"/> are the actors to be checked on.</summary>
    public void Set(IEnumerable<PoissonClock> clocks, IEnumerable<IActorRef> nodes)
    {
        lock (_gate)
        {
            _due.Clear();
            double now = _time.Now;
            foreach (PoissonClock clock in clocks) _due.Enqueue(clock, clock.After(now));
            _checks = [.. nodes.Select(node => new Check(node))];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
    }

    private void Loop()
    {
        long checkedAt = Stopwatch.GetTimestamp(), awake = checkedAt;
        while (!_isStopped)
        {
            Thread.Sleep(1);
            long ticks = Stopwatch.GetTimestamp();
            Volatile.Write(ref _lookedAt, ticks);
            // a process that was stopped for seconds has not lived through them
            double slept = Stopwatch.GetElapsedTime(awake, ticks).TotalSeconds;
            if (slept > Asleep && _time.IsRunning) _time.Forget(slept);
            else Lateness += (slept - Lateness) / 128;
            awake = ticks;
            lock (_gate)
            {
                if (_time.IsRunning) TellDue();
                if (Stopwatch.GetElapsedTime(checkedAt, ticks).TotalSeconds < _checkSeconds) continue;
                checkedAt = ticks;
                foreach (Check check in _checks) check.Send();
            }
        }
    }

    private void TellDue()
    {
        double now = _time.Now;
        if (_time.Jumps != _jumps)
        {
            // what would have ticked in the time that was jumped over is not made up for
            _jumps = _time.Jumps;
            PoissonClock[] clocks = [.. _due.UnorderedItems.Select(item => item.Element)];
            _due.Clear();
            foreach (PoissonClock clock in clocks) _due.Enqueue(clock, clock.After(now));
        }
        while (_due.TryPeek(out PoissonClock? due, out double time) && time <= now)
        {
            due.Node.Tell(due.Tick, ActorRefs.NoSender);
            _due.DequeueEnqueue(due, due.After(time));
        }
    }
}
