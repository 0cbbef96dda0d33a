using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>The end of the lane from which a run is driven: gives orders to all processes and waits until they are carried out.</summary>
internal sealed class ClusterLink : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(500);
    private readonly ITransport _lane;
    private readonly PeerAddress[] _processes;
    private readonly uint[] _incarnations;
    private readonly TimeSpan _patience;
    private readonly Lock _gate = new();
    private Round? _round;
    private string? _aborted;
    private long _number;

    /// <summary>A link to the lanes of processes; one that says nothing for longer than <paramref name="patience"/> is lost.</summary>
    public ClusterLink(IEnumerable<PeerAddress> processes, TransportOptions options, TimeSpan patience)
    {
        _processes = [.. processes];
        (_incarnations, _patience) = (new uint[_processes.Length], patience);
        _lane = TcpTransport.Start(options);
        _lane.Refused += refusal =>
        {
            if (refusal.Cause is not (RefusalCause.Lost or RefusalCause.Leaving or RefusalCause.Duplicate)) Refused = refusal.Line;
        };
        _lane.ControlReceived = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<byte> bytes) =>
        {
            int process = Array.IndexOf(_processes, from);
            if (process >= 0 && RunWire.Is(header) && RunWire.Parse(bytes) is { Order: null } answer) Heard(process, answer);
        };
        _lane.Received = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> rows) =>
        {
            int process = Array.IndexOf(_processes, from);
            if (process >= 0) RowsReceived?.Invoke(process, header, rows);
        };
    }

    /// <summary>Takes a node's rows and the number of their order, on the lane's threads.</summary>
    public RowsReceiver? RowsReceived { get; set; }

    /// <summary>What the last process that would not talk said.</summary>
    public string? Refused { get; private set; }

    /// <summary>What the processes that have not carried out the last order wait for, as far as they say.</summary>
    public string Waiting => string.Join("; ", _round!.Answers.Select(a => a?.Waiting).OfType<string>().Distinct());

    /// <summary>How many processes there are.</summary>
    public int Count => _processes.Length;

    /// <summary>Gives an order to all processes and waits for them; a process that has not carried it out is asked again.</summary>
    /// <exception cref="RunFailedException">A process is lost, or has failed.</exception>
    public async Task<IReadOnlyList<RunWire>> Order(RunWire order, CancellationToken stop = default)
    {
        Round round = new(order with { Number = Interlocked.Increment(ref _number) }, _processes.Length);
        lock (_gate)
        {
            _round = round;
            if (_aborted is { } line) round.Fail(line);
        }
        while (true)
        {
            for (int p = 0; p < _processes.Length; p++)
                if (round.Answers[p] is not { Done: true }) Send(p, round.Order with { Incarnation = _incarnations[p] });
            if (await Task.WhenAny(round.All, Task.Delay(AskEvery, stop)).ConfigureAwait(false) == round.All) return await round.All.ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            long now = Environment.TickCount64;
            for (int p = 0; p < _processes.Length; p++)
            {
                double silence = 1e-3 * (now - round.HeardAt[p]);
                if (round.Answers[p] is { Done: true }) continue;
                if (Refused is { } refusal && _incarnations[p] == 0 && silence > 2) throw new RunFailedException(refusal);
                if (silence > _patience.TotalSeconds) throw new RunFailedException($"the process at {_processes[p]} is lost: nothing came from it for {_patience.TotalSeconds:0} s");
            }
        }
    }

    /// <summary>The number of the last order.</summary>
    public long Number => Interlocked.Read(ref _number);

    /// <summary>Sends a node's rows to its process, waiting for room in the queue.</summary>
    public async Task Send(int process, EdgeHeader header, ReadOnlyMemory<double> rows)
    {
        long deadline = Environment.TickCount64 + (long)_patience.TotalMilliseconds;
        while (!_lane.TrySend(_processes[process], header, rows.Span))
        {
            if (Environment.TickCount64 > deadline) throw new RunFailedException($"the process at {_processes[process]} is lost: it took nothing for {_patience.TotalSeconds:0} s");
            await Task.Delay(2).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the order that is under way, and all later ones.</summary>
    public void Abort(string line)
    {
        lock (_gate)
        {
            _aborted ??= line;
            _round?.Fail(line);
        }
    }

    /// <summary>Tells all processes that the run is over, as far as they can be reached.</summary>
    public async Task StopAll()
    {
        for (int p = 0; p < _processes.Length; p++) Send(p, new() { Order = RunWire.Stop });
        for (int k = 0; k < 100 && _lane.Peers.Any(p => p.Connected && p.QueuedMessages > 0); k++) await Task.Delay(10).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    private void Send(int process, RunWire order) => _lane.TrySendControl(_processes[process], RunWire.Header, order.ToBytes());

    private void Heard(int process, RunWire answer)
    {
        lock (_gate)
        {
            if (_round is not { } round) return;
            if (answer.Failure is { } failure) round.Fail(failure);
            if (answer.Number != round.Order.Number) return;
            _incarnations[process] = answer.Incarnation;
            round.Take(process, answer);
        }
    }

    /// <summary>One order and how far the processes are with it.</summary>
    private sealed class Round
    {
        private readonly TaskCompletionSource<IReadOnlyList<RunWire>> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Round(RunWire order, int processes)
        {
            (Order, Answers, HeardAt) = (order, new RunWire?[processes], new long[processes]);
            Array.Fill(HeardAt, Environment.TickCount64);
        }

        public RunWire Order { get; }

        public RunWire?[] Answers { get; }

        public long[] HeardAt { get; }

        public Task<IReadOnlyList<RunWire>> All => _all.Task;

        public void Take(int process, RunWire answer)
        {
            HeardAt[process] = Environment.TickCount64;
            if (Answers[process] is { Done: true }) return;
            Answers[process] = answer;
            if (Answers.All(a => a is { Done: true })) _all.TrySetResult([.. Answers.OfType<RunWire>()]);
        }

        public void Fail(string line) => _all.TrySetException(new RunFailedException(line));
    }
}
