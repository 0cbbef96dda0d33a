using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// A swarm that runs in virtual time on several processes, each a <see cref="VirtualHost"/>, driven from here: told how far
/// to run, and asked for its rows when somebody looks at them. Between two orders nobody is in the middle. Bit-identical to
/// <see cref="SequentialRuntime"/>, however the nodes are divided.
/// </summary>
public sealed class ClusterRuntime : VirtualRuntime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ClusterLink _link;
    private readonly int[] _processOf;
    private readonly Lock _gate = new();
    private long _wanted, _gradients, _exchanges;
    private int _missing;
    private bool _isFresh = true, _isDisposed;
    private volatile bool _hasFailed;

    private ClusterRuntime(Swarm swarm, SwarmState state, ClusterLink link) : base(swarm, state)
    {
        (_link, _processOf) = (link, new int[swarm.Nodes]);
        _link.RowsReceived = Take;
    }

    /// <inheritdoc/>
    public override string Name => "cluster";

    /// <summary>Number of processes.</summary>
    public int Processes => _link.Count;

    /// <summary>The rows of all nodes, asked for where they have changed; to be read between calls only.</summary>
    public override SwarmState State
    {
        get
        {
            if (!_isFresh && !_hasFailed) Watched(Collect);
            return OwnState;
        }
    }

    /// <summary>
    /// Connects to the lanes of all processes and waits until every node is there. <paramref name="state"/> is the start,
    /// which the processes' own must equal; <paramref name="options"/> name this end and carry the secret or certificate and
    /// the experiment's digest.
    /// </summary>
    /// <param name="swarm">What runs.</param>
    /// <param name="state">The state at time 0, which belongs to the runtime from now on.</param>
    /// <param name="processes">The lanes of the processes.</param>
    /// <param name="options">This end of the lane.</param>
    /// <param name="deadline">How long to wait for the processes to find each other; a minute where null.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="RunFailedException">A process cannot be reached or has failed, a node is missing, or the starts differ.</exception>
    public static ClusterRuntime Connect(Swarm swarm, SwarmState state, IReadOnlyList<PeerAddress> processes, TransportOptions options, TimeSpan? deadline = null, CancellationToken stop = default)
    {
        TransportOptions own = options with { MaxVector = Math.Max(swarm.Method.Rows.Length * swarm.Dimension + swarm.Objectives[0].MemoryLength(), 1) };
        ClusterRuntime runtime = new(swarm, state, new(processes, own, Patience));
        try
        {
            runtime.Watched(() => runtime.Meet(deadline ?? TimeSpan.FromMinutes(1), stop));
            return runtime;
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    /// <summary>Whether it has been disposed of, or cannot go on.</summary>
    public bool HasEnded => _hasFailed;

    /// <summary>Ends the run: what is under way fails with a <see cref="RunFailedException"/> of this line. May be called by any thread.</summary>
    public void Abort(string line) => _link.Abort(line);

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_isDisposed) return;
        (_isDisposed, _hasFailed) = (true, true);
        Task.Run(async () =>
        {
            await _link.StopAll().ConfigureAwait(false);
            await _link.DisposeAsync().ConfigureAwait(false);
        }).GetAwaiter().GetResult();
        base.Dispose();
    }

    private protected override (long Gradients, long Exchanges) Run(double until)
    {
        (long gradients, long exchanges) = (_gradients, _exchanges);
        _isFresh = false;
        Watched(async () =>
        {
            IReadOnlyList<RunWire> answers = await _link.Order(new() { Order = RunWire.Advance, Time = until }).ConfigureAwait(false);
            (_gradients, _exchanges) = (answers.Sum(a => a.Gradients), answers.Sum(a => a.Exchanges));
        });
        return (_gradients - gradients, _exchanges - exchanges);
    }

    private protected override void SkipTo(double time) => Watched(async () =>
    {
        for (double seconds = 10; ; seconds *= 2)
        {
            for (int node = 0; node < Swarm.Nodes; node++)
            {
                EdgeHeader header = new(EdgeMessageKind.Message, -1, node, (ulong)OwnState.GradientsOf(node), 0, 0, OwnState.Time(node), 0);
                await _link.Send(_processOf[node], header, Swarm.Objectives[node].Beside(OwnState.Take(node))).ConfigureAwait(false);
            }
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(seconds));
            try
            {
                await _link.Order(new() { Order = RunWire.Load, Time = time }, patience.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException)
            {
                // rows were lost on the way: once more
            }
        }
    });

    private async Task Meet(TimeSpan deadline, CancellationToken stop)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(deadline);
        IReadOnlyList<RunWire> answers;
        try
        {
            answers = await _link.Order(new() { Order = RunWire.Hello }, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new RunFailedException($"the processes have not found each other in {deadline.TotalSeconds:0} s: {_link.Waiting}");
        }
        if (answers.Sum(a => a.Nodes) != Swarm.Nodes)
            throw new RunFailedException($"the processes own {answers.Sum(a => a.Nodes)} nodes and the experiment has {Swarm.Nodes}");
        string fingerprint = VirtualSwarm.Of(Swarm, default).Fingerprint();
        if (answers.FirstOrDefault(a => a.Fingerprint != fingerprint) is not null)
            throw new RunFailedException("the processes have other rates or constants of the method than this one, if only in the last place; start all from the same file and data, on machines of one kind");
        string start = OwnState.Digest();
        await Collect().ConfigureAwait(false);
        if (OwnState.Digest() != start) throw new RunFailedException("the processes start from other rows than this one; start all from the same file and data");
    }

    /// <summary>Brings the rows of all nodes here, and what their objectives remember; asks again where some were lost on the way.</summary>
    private async Task Collect()
    {
        while (true)
        {
            lock (_gate) (_wanted, _missing) = (_link.Number + 1, Swarm.Nodes);
            Array.Fill(_processOf, -1);
            await _link.Order(new() { Order = RunWire.Rows }).ConfigureAwait(false);
            for (int before = -1, left; (left = Volatile.Read(ref _missing)) > 0 && left != before; before = left)
                for (int k = 0; k < 100 && Volatile.Read(ref _missing) > 0; k++) await Task.Delay(k < 20 ? 1 : 20).ConfigureAwait(false);
            if (Volatile.Read(ref _missing) > 0) continue;
            _isFresh = true;
            return;
        }
    }

    private void Take(int process, in EdgeHeader header, ReadOnlySpan<double> rows)
    {
        lock (_gate)
        {
            if (header.Sequence != _wanted || header.From < 0 || header.From >= Swarm.Nodes || _processOf[header.From] >= 0) return;
            if (rows.Length != OwnState.RowCount * OwnState.Dimension + Swarm.Objectives[header.From].MemoryLength()) return;
            OwnState.Put(header.From, rows, header.Time, (long)header.Epoch);
            Swarm.Objectives[header.From].Recall(rows);
            _processOf[header.From] = process;
            _missing--;
        }
    }

    private void Watched(Func<Task> work)
    {
        try
        {
            Task.Run(work).GetAwaiter().GetResult();
        }
        catch
        {
            _hasFailed = true;
            throw;
        }
    }
}
