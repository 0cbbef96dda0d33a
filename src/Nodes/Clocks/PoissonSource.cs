using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Nodes.Clocks;

/// <summary>
/// Poisson clocks by windows: take a window of time that holds a few thousand events, let every clock whose next tick
/// falls into it draw its ticks there (eight clocks at once), sort, and hand out. The events are those of a priority
/// queue of clocks, bit for bit, because each clock draws from its own counter stream.
/// </summary>
internal sealed class PoissonSource : IEventSource
{
    private readonly ClockTable _table;
    private readonly int[] _clocks;
    private readonly double[] _next;   // global time of a clock's next tick
    private readonly double[] _own;    // the same in the clock's own running time; one array with _next where nothing varies
    private readonly double[] _mean;   // 1/rate
    private readonly long[] _drawn;    // gaps drawn so far
    private readonly int[] _due;
    private readonly double _width;
    private Event[] _window, _scratch;
    private int[] _buckets = [];
    private int _count, _taken;
    private double _start, _end;

    /// <summary>Some clocks of a table, ascending, from time 0 on.</summary>
    public PoissonSource(ClockTable table, int[] clocks)
    {
        _table = table;
        _clocks = [.. clocks.Where(c => table.Rate[c] > 0)];
        int n = _clocks.Length;
        (_next, _mean, _drawn, _due) = (new double[n], new double[n], new long[n], new int[n]);
        _own = table.Varies ? new double[n] : _next;
        double total = 0;
        for (int k = 0; k < n; k++)
        {
            _mean[k] = 1 / table.Rate[_clocks[k]];
            _due[k] = k;
            // a clock that runs a part of the time counts for that part
            total += table.Rate[_clocks[k]] / (table.Varies && _clocks[k] >= table.Nodes ? table.Schedule.Graphs.Length : 1);
        }
        int events = Math.Max(Math.Min(2048, 16 * n), n / 16);
        _width = events / total;
        (_window, _scratch) = (new Event[events + events / 2 + 16], new Event[events + events / 2 + 16]);
        Advance(_due.AsSpan());
    }

    /// <inheritdoc/>
    public ReadOnlySpan<Event> Next(double until, int most)
    {
        while (_taken == _count)
        {
            if (_end >= until || _clocks.Length == 0) return [];
            Fill();
        }
        int end = _taken, last = _taken + Math.Min(most, _count - _taken);
        while (end < last && _window[end].Time < until) end++;
        ReadOnlySpan<Event> events = _window.AsSpan(_taken, end - _taken);
        _taken = end;
        return events;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill()
    {
        (_start, _end, _count, _taken) = (_end, _end + _width, 0, 0);
        int due = 0;
        for (int k = 0; k < _next.Length; k++)
        {
            _due[due] = k;
            if (_next[k] < _end) due++;
        }
        while (due > 0)
        {
            if (_count + due > _window.Length) Grow(_count + due);
            for (int k = 0; k < due; k++) _window[_count++] = new(_next[_due[k]], _clocks[_due[k]]);
            Advance(_due.AsSpan(0, due));
            int left = 0;
            for (int k = 0; k < due; k++)
            {
                int clock = _due[k];
                _due[left] = clock;
                if (_next[clock] < _end) left++;
            }
            due = left;
        }
        Sort();
    }

    /// <summary>Moves each of the given clocks on by one exponential gap, −ln(u)/rate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Advance(ReadOnlySpan<int> clocks)
    {
        ulong* bits = stackalloc ulong[8];
        double* gaps = stackalloc double[8];
        for (int k = 0; k < 8; k++) bits[k] = CounterStream.Golden;
        for (int first = 0; first < clocks.Length; first += 8)
        {
            int lanes = Math.Min(8, clocks.Length - first);
            for (int k = 0; k < lanes; k++)
            {
                int clock = clocks[first + k];
                bits[k] = _table.Keys[_clocks[clock]] + (ulong)(++_drawn[clock]) * CounterStream.Golden;
            }
            Gaps(Vector512.Load(bits)).Store(gaps);
            for (int k = 0; k < lanes; k++)
            {
                int clock = clocks[first + k];
                _own[clock] += gaps[k] * _mean[clock];
            }
        }
        if (!_table.Varies) return;
        foreach (int clock in clocks) _next[clock] = _table.ToGlobal(_clocks[clock], _own[clock]);
    }

    /// <summary>Eight standard exponentials from eight states of SplitMix64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Gaps(Vector512<ulong> z)
    {
        z = (z ^ Vector512.ShiftRightLogical(z, 30)) * Vector512.Create(0xBF58476D1CE4E5B9UL);
        z = (z ^ Vector512.ShiftRightLogical(z, 27)) * Vector512.Create(0x94D049BB133111EBUL);
        z ^= Vector512.ShiftRightLogical(z, 31);
        // the upper 52 bits as a number in [1, 2), less 1, plus half of the last place: uniform in (0, 1), exactly
        Vector512<double> u = (Vector512.ShiftRightLogical(z, 12) | Vector512.Create(0x3FF0000000000000UL)).AsDouble();
        u = (u - Vector512.Create(1.0)) + Vector512.Create(1.0 / (1L << 53));
        return -VectorMath.Log(u);
    }

    /// <summary>Sorts the window by time, ties by clock: into as many buckets as events, then by insertion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort()
    {
        int count = _count;
        if (_buckets.Length < count + 1) _buckets = new int[_window.Length + 1];
        Array.Clear(_buckets, 0, count + 1);
        double scale = count / (_end - _start);
        for (int k = 0; k < count; k++) _buckets[Bucket(_window[k].Time, scale, count) + 1]++;
        for (int k = 0; k < count; k++) _buckets[k + 1] += _buckets[k];
        for (int k = 0; k < count; k++) _scratch[_buckets[Bucket(_window[k].Time, scale, count)]++] = _window[k];
        (_window, _scratch) = (_scratch, _window);
        for (int k = 1; k < count; k++)
        {
            Event moved = _window[k];
            int at = k;
            for (; at > 0 && IsBefore(moved, _window[at - 1]); at--) _window[at] = _window[at - 1];
            _window[at] = moved;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Bucket(double time, double scale, int count) => Math.Clamp((int)((time - _start) * scale), 0, count - 1);

    private static bool IsBefore(in Event a, in Event b) => a.Time < b.Time || (a.Time == b.Time && a.Clock < b.Clock);

    private void Grow(int needed)
    {
        int size = Math.Max(needed, _window.Length * 2);
        Array.Resize(ref _window, size);
        _scratch = new Event[size];
    }
}
