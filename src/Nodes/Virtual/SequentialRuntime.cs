using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gossip.Core;
using Gossip.Methods.Kernels;
using Gossip.Nodes.Clocks;

namespace Gossip.Nodes.Virtual;

/// <summary>One loop over all events in order: the fast path, and the oracle that every other runtime must equal.</summary>
public sealed unsafe class SequentialRuntime : VirtualRuntime
{
    private const int Batch = 32;
    private readonly IEventSource _source;
    private readonly AlignedBuffer _scratch;
    private readonly double* _spans, _entries, _x, _v;
    private readonly bool _prefetches;

    /// <summary>Runs a swarm from a state, which it changes in place.</summary>
    public SequentialRuntime(Swarm swarm, SwarmState state) : base(swarm, state)
    {
        _source = EventSources.For(swarm, Clocks);
        int padded = Padding.Of(state.Dimension);
        int entries = 2 * Batch * Math.Max(1, state.Kernel.Method.Flow.Pattern.Length);
        _scratch = new AlignedBuffer(2 * Batch + entries + 2 * padded);
        _spans = _scratch.Pointer;
        _entries = _spans + 2 * Batch;
        _x = _entries + entries;
        _v = _x + padded;
        // beyond the second-level cache memory is worth asking for early
        _prefetches = Sse.IsSupported && (long)swarm.Nodes * state.Kernel.NodeSize * sizeof(double) > 1 << 20 && state.Kernel.NodeSize <= 512;
    }

    /// <inheritdoc/>
    public override string Name => "sequential";

    /// <inheritdoc/>
    public override void Dispose()
    {
        _scratch.Dispose();
        base.Dispose();
    }

    private protected override void SkipTo(double time) => EventSources.Skip(_source, time);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override (long Gradients, long Exchanges) Run(double until)
    {
        long gradients = 0, events = 0;
        while (true)
        {
            ReadOnlySpan<Event> batch = _source.Next(until, Batch);
            if (batch.IsEmpty) return (gradients, events - gradients);
            events += batch.Length;
            gradients += Execute(batch);
        }
    }

    /// <summary>
    /// Runs a batch in order: first all spans of time since the nodes' last events, then their flow entries eight at a
    /// time, then event by event.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Execute(ReadOnlySpan<Event> batch)
    {
        double[] times = State.Times;
        int[] nodeI = Clocks.I, nodeJ = Clocks.J;
        int spans = 0;
        foreach (Event e in batch)
        {
            int i = nodeI[e.Clock], j = nodeJ[e.Clock];
            _spans[spans++] = e.Time - times[i];
            times[i] = e.Time;
            if (_prefetches) Prefetch(State.Rows(i));
            if (j < 0) continue;
            _spans[spans++] = e.Time - times[j];
            times[j] = e.Time;
            if (_prefetches) Prefetch(State.Rows(j));
        }

        LinearKernel kernel = State.Kernel;
        int pattern = kernel.Method.Flow.Pattern.Length;
        if (pattern > 0)
            for (int s = 0; s < spans; s += 8)
                kernel.Method.Flow.Evaluate(Vector512.LoadAligned(_spans + s), _entries + s * pattern);

        int padded = Padding.Of(kernel.Dimension), gradients = 0, span = 0;
        foreach (Event e in batch)
        {
            int i = nodeI[e.Clock], j = nodeJ[e.Clock];
            double* entries = Entries(span++, pattern);
            if (j >= 0)
            {
                kernel.Exchange(State.Rows(i), entries, State.Rows(j), Entries(span++, pattern));
                continue;
            }
            gradients++;
            kernel.Estimate(State.Rows(i), entries, _x);
            Swarm.Objectives[i].Gradient(new(_x, padded), State.Gradients[i]++, new(_v, padded));
            kernel.Gradient(State.Rows(i), entries, _v);
        }
        return gradients;
    }

    /// <summary>Where the flow entries of a span lie: groups of eight spans, entry by entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double* Entries(int span, int pattern) => _entries + (span & ~7) * pattern + (span & 7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefetch(double* rows)
    {
        for (int k = 0; k < State.Kernel.NodeSize; k += 8) Sse.Prefetch0(rows + k);
    }
}
