using Gossip.Nodes.Wire;
using Gossip.Objectives;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// Drives the processes of a run in virtual time: tells them how far to run, and asks for their rows when somebody looks at them. Between
/// two orders nobody is in the middle.
/// </summary>
internal sealed class ProcessDriver : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly NodeRows _state;
    private readonly IReadOnlyList<IObjective> _objectives;
    private readonly ClusterLink _link;
    private readonly int[] _processOf;
    private readonly Lock _gate = new();
    private long _wanted;
    private int _missing;
    private bool _isFresh = true, _isDisposed;
    private volatile bool _hasFailed;

    private ProcessDriver(NodeRows state, IReadOnlyList<IObjective> objectives, ClusterLink link)
    {
        (_state, _objectives, _link, _processOf) = (state, objectives, link, new int[objectives.Count]);
        _link.RowsReceived = Take;
    }

    /// <summary>Number of processes.</summary>
    public int Processes => _link.Count;

    /// <summary>Whether it has been disposed of, or cannot go on.</summary>
    public bool HasEnded => _hasFailed;

    /// <summary>Connects to the lanes of all processes and waits until every node is there.</summary>
    /// <param name="state">The start, which the processes' own must equal; rows that are asked for go there.</param>
    /// <param name="objectives">Those of all nodes; what they remember goes there.</param>
    /// <param name="fingerprint">That of the run, which the processes' own must equal.</param>
    /// <param name="processes">The lanes of the processes.</param>
    /// <param name="options">This end of the lane.</param>
    /// <param name="deadline">How long to wait for the processes to find each other; a minute where null.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="RunFailedException">A process cannot be reached or has failed, a node is missing, or the starts differ.</exception>
    public static ProcessDriver Connect(NodeRows state, IReadOnlyList<IObjective> objectives, string fingerprint, IReadOnlyList<PeerAddress> processes, TransportOptions options, TimeSpan? deadline, CancellationToken stop)
    {
        TransportOptions own = options with { MaxVector = Math.Max(state.RowCount * state.Dimension + objectives[0].MemoryLength(), 1) };
        ProcessDriver driver = new(state, objectives, new(processes, own, Patience));
        try
        {
            driver.Watched(() => driver.Meet(fingerprint, deadline ?? TimeSpan.FromMinutes(1), stop));
            return driver;
        }
        catch
        {
            driver.Dispose();
            throw;
        }
    }

    /// <summary>Ends the run: what is under way fails with a <see cref="RunFailedException"/> of this line. May be called by any thread.</summary>
    public void Abort(string line) => _link.Abort(line);

    /// <summary>Asks for the rows of all nodes where they have changed.</summary>
    public void Freshen()
    {
        if (!_isFresh && !_hasFailed) Watched(Collect);
    }

    /// <summary>Runs all nodes to a time; what all have counted since they began.</summary>
    public (long Gradients, long Exchanges) Advance(double until)
    {
        (long, long) counted = default;
        _isFresh = false;
        Watched(async () =>
        {
            IReadOnlyList<RunWire> answers = await _link.Order(new() { Order = RunWire.Advance, Time = until }).ConfigureAwait(false);
            counted = (answers.Sum(a => a.Gradients), answers.Sum(a => a.Exchanges));
        });
        return counted;
    }

    /// <summary>Lets all nodes go on from the rows that are here, at a time.</summary>
    public void SkipTo(double time) => Watched(async () =>
    {
        for (double seconds = 10; ; seconds *= 2)
        {
            for (int node = 0; node < _processOf.Length; node++)
            {
                EdgeHeader header = new(EdgeMessageKind.Message, -1, node, (ulong)_state.GradientsOf(node), 0, 0, _state.Time(node), 0);
                await _link.Send(_processOf[node], header, _objectives[node].Beside(_state.Take(node))).ConfigureAwait(false);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        (_isDisposed, _hasFailed) = (true, true);
        Task.Run(async () =>
        {
            await _link.StopAll().ConfigureAwait(false);
            await _link.DisposeAsync().ConfigureAwait(false);
        }).GetAwaiter().GetResult();
    }

    private async Task Meet(string fingerprint, TimeSpan deadline, CancellationToken stop)
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
        if (answers.Sum(a => a.Nodes) != _processOf.Length)
            throw new RunFailedException($"the processes own {answers.Sum(a => a.Nodes)} nodes and the experiment has {_processOf.Length}");
        if (answers.FirstOrDefault(a => a.Fingerprint != fingerprint) is not null)
            throw new RunFailedException("the processes have other rates or constants of the method than this one, if only in the last place; start all from the same file and data, on machines of one kind");
        string start = _state.Digest();
        await Collect().ConfigureAwait(false);
        if (_state.Digest() != start) throw new RunFailedException("the processes start from other rows than this one; start all from the same file and data");
    }

    /// <summary>Brings the rows of all nodes here, and what their objectives remember; asks again where some were lost on the way.</summary>
    private async Task Collect()
    {
        while (true)
        {
            lock (_gate) (_wanted, _missing) = (_link.Number + 1, _processOf.Length);
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
            if (header.Sequence != _wanted || header.From < 0 || header.From >= _processOf.Length || _processOf[header.From] >= 0) return;
            if (rows.Length != _state.RowCount * _state.Dimension + _objectives[header.From].MemoryLength()) return;
            _state.Put(header.From, rows, header.Time, (long)header.Epoch);
            _objectives[header.From].Recall(rows);
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
