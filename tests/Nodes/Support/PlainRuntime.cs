using System.Runtime.Intrinsics;
using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Nodes.Clocks;

namespace Gossip.Nodes.Tests;

/// <summary>
/// The simulation as one would write it first: a priority queue of clocks, one event after another, dense matrices,
/// a pass over memory for every step. Slow, and easy to compare with the text.
/// </summary>
internal sealed unsafe class PlainRuntime
{
    private readonly Swarm _swarm;
    private readonly ClockTable _clocks;
    private readonly PriorityQueue<int, (double Time, int Clock)> _queue = new();
    private readonly double[] _own, _times;
    private readonly long[] _drawn, _gradients;
    private readonly double[] _entries, _x, _v;
    private readonly double[,] _flow;

    public PlainRuntime(Swarm swarm, SwarmState start)
    {
        _swarm = swarm;
        _clocks = new ClockTable(swarm.Schedule, swarm.Seed);
        int rows = swarm.Method.Rows.Length, d = swarm.Dimension;
        Rows = new double[swarm.Nodes][][];
        for (int i = 0; i < swarm.Nodes; i++) Rows[i] = [.. Enumerable.Range(0, rows).Select(r => start.Row(i, r).ToArray())];
        (_own, _drawn, _times, _gradients) = (new double[_clocks.Count], new long[_clocks.Count], new double[swarm.Nodes], new long[swarm.Nodes]);
        (_x, _v, _flow) = (new double[Padding.Of(d)], new double[Padding.Of(d)], new double[rows, rows]);
        _entries = GC.AllocateArray<double>(8 * swarm.Method.Flow.Pattern.Length + 8, pinned: true);
        for (int c = 0; c < _clocks.Count; c++)
            if (_clocks.Rate[c] > 0) Schedule(c);
    }

    /// <summary>Rows[i][r] is row r of node i.</summary>
    public double[][][] Rows { get; }

    public long Events { get; private set; }

    public void Advance(double until)
    {
        while (_queue.TryPeek(out int clock, out (double Time, int) next) && next.Time < until)
        {
            _queue.Dequeue();
            Events++;
            int i = _clocks.I[clock], j = _clocks.J[clock];
            FlowTo(i, next.Time);
            if (j < 0)
            {
                Combine(i, _swarm.Method.Estimate.AsSpan(), _x);
                _swarm.Objectives[i].Gradient(_x, _gradients[i]++, _v);
                Multiply(i, _swarm.Method.GradientMatrix);
                Add(i, _swarm.Method.GradientGain.AsSpan(), _v, 1);
            }
            else
            {
                FlowTo(j, next.Time);
                double[] w = new double[_x.Length], other = new double[_x.Length];
                Combine(i, _swarm.Method.Message.AsSpan(), w);
                Combine(j, _swarm.Method.Message.AsSpan(), other);
                for (int c = 0; c < w.Length; c++) w[c] -= other[c];
                Add(i, _swarm.Method.ExchangeGain.AsSpan(), w, 1);
                Add(j, _swarm.Method.ExchangeGain.AsSpan(), w, -1);
            }
            Schedule(clock);
        }
    }

    private void Schedule(int clock)
    {
        _own[clock] -= Math.Log(new CounterStream(_clocks.Keys[clock]).Uniform(_drawn[clock]++)) / _clocks.Rate[clock];
        _queue.Enqueue(clock, (_clocks.ToGlobal(clock, _own[clock]), clock));
    }

    private void FlowTo(int node, double time)
    {
        Flow flow = _swarm.Method.Flow;
        fixed (double* pinned = _entries)
        {
            double* entries = (double*)(((nint)pinned + 63) & ~63);
            flow.Evaluate(Vector512.Create(time - _times[node]), entries);
            Array.Clear(_flow);
            for (int r = 0; r < _flow.GetLength(0); r++) _flow[r, r] = 1;
            for (int k = 0; k < flow.Pattern.Length; k++) _flow[flow.Pattern[k].Row, flow.Pattern[k].Column] = entries[8 * k];
        }
        _times[node] = time;
        Multiply(node, _flow);
    }

    private void Multiply(int node, double[,] matrix)
    {
        double[][] rows = Rows[node];
        Span<double> column = stackalloc double[rows.Length];
        for (int c = 0; c < rows[0].Length; c++)
        {
            for (int r = 0; r < rows.Length; r++)
            {
                column[r] = 0;
                for (int k = 0; k < rows.Length; k++) column[r] += matrix[r, k] * rows[k][c];
            }
            for (int r = 0; r < rows.Length; r++) rows[r][c] = column[r];
        }
    }

    private void Combine(int node, ReadOnlySpan<double> weights, double[] sum)
    {
        Array.Clear(sum);
        for (int r = 0; r < weights.Length; r++)
            for (int c = 0; c < Rows[node][r].Length; c++) sum[c] += weights[r] * Rows[node][r][c];
    }

    private void Add(int node, ReadOnlySpan<double> gains, double[] vector, int sign)
    {
        for (int r = 0; r < gains.Length; r++)
            for (int c = 0; c < Rows[node][r].Length; c++) Rows[node][r][c] += sign * gains[r] * vector[c];
    }
}
