using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gossip.Core;
using Gossip.Methods.Kernels;
using Gossip.Methods.Linear;
using Gossip.Nodes.Clocks;
using Gossip.Objectives;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// Runs the events of some nodes, one or many, on one thread at a time. Each node takes its events strictly in order.
/// At an exchange with a node of another shard the node sends its message and waits for the peer's; meanwhile the
/// shard goes on with events of nodes that do not wait, putting off those that would overtake.
/// It cannot deadlock: the earliest pending event of all can always run.
/// </summary>
internal sealed unsafe class Shard : IDisposable
{
    private const int MostDeferred = 512;
    private readonly int _id, _batch, _pattern, _padded, _spins;
    private readonly IObjective[] _objectives;
    private readonly Flow _flow;
    private readonly SwarmState _state;
    private readonly LinearKernel _kernel;
    private readonly IEventSource _source;
    private readonly EdgeEnds? _ends;
    private readonly int[] _nodeI, _nodeJ, _shardOf, _localOf;

    private readonly AlignedBuffer _memory;
    private readonly double* _times, _spans, _entries, _lateEntries, _x, _v;
    private readonly long* _gradientsOf;
    private readonly int[] _nodes, _firstSpan;
    private readonly Event[] _events;
    private readonly bool[] _blocked;
    private readonly bool _prefetches;
    private readonly List<EdgeEnd> _waiting = [];
    private readonly List<Deferred> _deferred = [];
    private int _count, _position;
    private double _until;

    /// <summary>
    /// A shard of <paramref name="nodes"/>. <paramref name="localOf"/> gives a node's place within its shard;
    /// <paramref name="ends"/> may be null where the shard owns every node; <paramref name="spins"/> is how often it
    /// looks for a message before it goes to sleep.
    /// </summary>
    public Shard(int id, int[] nodes, IObjective[] objectives, SwarmState state, ClockTable clocks, IEventSource source, int[] shardOf, int[] localOf, EdgeEnds? ends, int spins)
    {
        (_id, _nodes, _objectives, _state, _kernel, _source, _ends) = (id, nodes, objectives, state, state.Kernel, source, ends);
        _flow = _kernel.Method.Flow;
        (_nodeI, _nodeJ, _shardOf, _localOf, _spins) = (clocks.I, clocks.J, shardOf, localOf, spins);
        _batch = nodes.Length == 1 ? 8 : 32;
        _pattern = _flow.Pattern.Length;
        _padded = Padding.Of(state.Dimension);
        _blocked = new bool[nodes.Length];
        (_events, _firstSpan) = (new Event[_batch], new int[_batch]);

        // a node's clock and count live here during a slice: neighbours in a shared array would share cache lines
        int times = Padding.Of(nodes.Length), spans = 2 * _batch, entries = 8 * _pattern;
        _memory = new AlignedBuffer(2 * times + spans + (spans / 8 + 1) * entries + 2 * _padded);
        _times = _memory.Pointer;
        _gradientsOf = (long*)(_times + times);
        _spans = _times + 2 * times;
        _entries = _spans + spans;
        _lateEntries = _entries + spans / 8 * entries;
        _x = _lateEntries + entries;
        _v = _x + _padded;
        ReadState();
        // beyond the second-level cache memory is worth asking for early
        _prefetches = Sse.IsSupported && nodes.Length * (long)_kernel.NodeSize * sizeof(double) > 1 << 20 && _kernel.NodeSize <= 512;
    }

    /// <summary>Gradient events of this shard so far.</summary>
    public long Gradients { get; private set; }

    /// <summary>Exchanges of this shard so far; one that crosses to another shard counts at its lower-numbered node.</summary>
    public long Exchanges { get; private set; }

    /// <summary>
    /// Runs the events earlier than <paramref name="until"/> as far as messages allow. True when all are done; false
    /// when it waits for messages, and then it is woken by the next of them.
    /// </summary>
    public bool Run(double until)
    {
        _until = until;
        bool exhausted = false;
        while (true)
        {
            if (CompleteArrived() && _deferred.Count > 0) RunDeferred();
            while (!exhausted && _waiting.Count < _nodes.Length && _deferred.Count < MostDeferred)
            {
                if (_position == _count) exhausted = !Fetch();
                if (!exhausted) RunBatch();
            }
            if (_waiting.Count == 0)
            {
                if (!exhausted) continue;
                WriteState();
                return true;
            }
            if (!Spin() && ArmAll()) return false;
        }
    }

    /// <summary>Takes the events before a time as done, and the nodes' times from the state.</summary>
    public void SkipTo(double time)
    {
        while (!_source.Next(time, int.MaxValue).IsEmpty)
        {
        }
        ReadState();
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    /// <summary>
    /// Takes the next events from the clocks, with the spans of time since their nodes' last events and the flow
    /// entries of all spans, eight at a time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Fetch()
    {
        ReadOnlySpan<Event> events = _source.Next(_until, _batch);
        events.CopyTo(_events);
        (_count, _position) = (events.Length, 0);
        int spans = 0;
        for (int k = 0; k < events.Length; k++)
        {
            (double time, int clock) = events[k];
            int i = _nodeI[clock], j = _nodeJ[clock];
            _firstSpan[k] = spans;
            if (_ends is null || _shardOf[i] == _id) _spans[spans++] = Pass(i, time);
            if (j >= 0 && (_ends is null || _shardOf[j] == _id)) _spans[spans++] = Pass(j, time);
        }
        if (_pattern > 0)
            for (int s = 0; s < spans; s += 8)
                _flow.Evaluate(Vector512.LoadAligned(_spans + s), _entries + s * _pattern);
        return events.Length > 0;
    }

    /// <summary>Moves a node's clock to an event and returns how long it had been since its last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Pass(int node, double time)
    {
        double* last = _times + _localOf[node];
        double span = time - *last;
        *last = time;
        if (_prefetches)
        {
            double* rows = _state.Rows(node);
            for (int k = 0; k < _kernel.NodeSize; k += 8) Sse.Prefetch0(rows + k);
        }
        return span;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunBatch()
    {
        while (_position < _count)
        {
            if (_waiting.Count == _nodes.Length) return;
            int k = _position++, span = _firstSpan[k];
            Event e = _events[k];
            if (_waiting.Count > 0 && IsBlocked(e.Clock))
            {
                _deferred.Add(new(e, _spans[span], span + 1 < 2 * _batch ? _spans[span + 1] : 0));
                Block(e.Clock);
            }
            else
            {
                Execute(e.Clock, Entries(span), Entries(span + 1));
            }
        }
    }

    /// <summary>Goes through the put-off events in order and runs those whose nodes are free of waiting and of earlier ones.</summary>
    private void RunDeferred()
    {
        Array.Clear(_blocked);
        foreach (EdgeEnd end in _waiting) _blocked[_localOf[end.Node]] = true;
        int kept = 0;
        for (int k = 0; k < _deferred.Count; k++)
        {
            Deferred late = _deferred[k];
            if (IsBlocked(late.Event.Clock))
            {
                Block(late.Event.Clock);
                _deferred[kept++] = late;
                continue;
            }
            if (_pattern > 0)
                _flow.Evaluate(Vector512<double>.Zero.WithElement(0, late.First).WithElement(1, late.Second), _lateEntries);
            Execute(late.Event.Clock, _lateEntries, _lateEntries + 1);
        }
        _deferred.RemoveRange(kept, _deferred.Count - kept);
    }

    /// <summary>One event whose nodes are ready; <paramref name="second"/> serves an exchange within the shard.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Execute(int clock, double* first, double* second)
    {
        int i = _nodeI[clock], j = _nodeJ[clock];
        if (j < 0)
        {
            double* rows = _state.Rows(i);
            _kernel.Estimate(rows, first, _x);
            _objectives[i].Gradient(new(_x, _padded), _gradientsOf[_localOf[i]]++, new(_v, _padded));
            _kernel.Gradient(rows, first, _v);
            Gradients++;
        }
        else if (_ends?.Of(_id, clock) is { } end)
        {
            _kernel.Message(_state.Rows(end.Node), first, end.Next);
            end.Publish();
            if (end.Node == i) Exchanges++;
            if (end.HasArrived)
            {
                Complete(end);
                return;
            }
            _waiting.Add(end);
            _blocked[_localOf[end.Node]] = true;
        }
        else
        {
            _kernel.Exchange(_state.Rows(i), first, _state.Rows(j), second);
            Exchanges++;
        }
    }

    private void Complete(EdgeEnd end) => _kernel.Jump(_state.Rows(end.Node), end.Last, end.PeersMessage);

    /// <summary>Finishes the exchanges whose messages have come; true when there were any.</summary>
    private bool CompleteArrived()
    {
        int kept = 0;
        for (int k = 0; k < _waiting.Count; k++)
        {
            EdgeEnd end = _waiting[k];
            if (!end.HasArrived)
            {
                _waiting[kept++] = end;
                continue;
            }
            end.Disarm();
            Complete(end);
            _blocked[_localOf[end.Node]] = false;
        }
        bool any = kept < _waiting.Count;
        _waiting.RemoveRange(kept, _waiting.Count - kept);
        return any;
    }

    private void ReadState()
    {
        for (int k = 0; k < _nodes.Length; k++)
            (_times[k], _gradientsOf[k]) = (_state.Times[_nodes[k]], _state.Gradients[_nodes[k]]);
    }

    private void WriteState()
    {
        for (int k = 0; k < _nodes.Length; k++)
            (_state.Times[_nodes[k]], _state.Gradients[_nodes[k]]) = (_times[k], _gradientsOf[k]);
    }

    /// <summary>Looks out for a message for some microseconds, which is cheaper than sleeping where a core is free for it.</summary>
    private bool Spin()
    {
        for (int k = 0; k < _spins; k++)
        {
            foreach (EdgeEnd end in _waiting)
                if (end.HasArrived) return true;
            Thread.SpinWait(4);
        }
        return false;
    }

    /// <summary>Asks to be woken for every message waited for; false when one has come in the meantime.</summary>
    private bool ArmAll()
    {
        bool armed = true;
        foreach (EdgeEnd end in _waiting) armed &= end.Arm();
        return armed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double* Entries(int span) => _entries + (span & ~7) * _pattern + (span & 7);

    private bool IsBlocked(int clock) => IsBlockedHere(_nodeI[clock]) || (_nodeJ[clock] >= 0 && IsBlockedHere(_nodeJ[clock]));

    private bool IsBlockedHere(int node) => _shardOf[node] == _id && _blocked[_localOf[node]];

    private void Block(int clock)
    {
        foreach (int node in (ReadOnlySpan<int>)[_nodeI[clock], _nodeJ[clock]])
            if (node >= 0 && _shardOf[node] == _id) _blocked[_localOf[node]] = true;
    }

    /// <summary>An event put off, with the spans of its first and second node of this shard.</summary>
    private readonly record struct Deferred(Event Event, double First, double Second);
}
