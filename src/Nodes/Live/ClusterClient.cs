using System.Collections.Concurrent;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>
/// Looks at a cluster from outside, through the lane of any of its processes, with the same secret or certificate as they.
/// It takes no part.
/// </summary>
public sealed class ClusterClient : IAsyncDisposable
{
    private readonly ITransport _lane;
    private readonly ConcurrentDictionary<long, Pending> _pending = [];
    private readonly ConcurrentDictionary<long, TaskCompletionSource<string>> _orders = [];
    private long _query;

    /// <summary>A client of the clusters that run the given experiment.</summary>
    public ClusterClient(TransportOptions options)
    {
        _lane = TcpTransport.Start(options);
        _lane.Refused += refusal =>
        {
            if (refusal.Cause is not (RefusalCause.Lost or RefusalCause.Leaving or RefusalCause.Duplicate)) Refused?.Invoke(refusal.Line);
        };
        _lane.ControlReceived = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<byte> bytes) =>
        {
            if (ReportWire.Parse(bytes) is not { } answer) return;
            if (answer.Report is not null && _pending.TryGetValue(answer.Query, out Pending? pending)) pending.Add(answer);
            if (answer.Refusal is { } refusal && _orders.TryGetValue(answer.Query, out TaskCompletionSource<string>? told)) told.TrySetResult(refusal);
        };
        _lane.Received = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<double> vector) =>
        {
            if (_pending.TryGetValue(header.Sequence, out Pending? pending)) pending.Add(header.From, vector);
        };
    }

    /// <summary>Told why a process would not talk to this client.</summary>
    public event Action<string>? Refused;

    /// <summary>What one process says of itself and its nodes; null when it does not answer in time.</summary>
    public async Task<ProcessReport?> Ask(PeerAddress process, bool allRows, TimeSpan patience, CancellationToken stop = default)
    {
        ReportWire question = new() { Ask = "report", Query = Interlocked.Increment(ref _query), AllRows = allRows };
        Pending pending = _pending[question.Query] = new();
        try
        {
            return await Repeat(process, question, pending.Whole, patience, stop).ConfigureAwait(false) ? await pending.Whole.ConfigureAwait(false) : null;
        }
        finally
        {
            _pending.TryRemove(question.Query, out _);
        }
    }

    /// <summary>What all processes say, as far as they answer in time; any of them is enough to find the others.</summary>
    public async Task<IReadOnlyList<ProcessReport>> AskAll(IEnumerable<PeerAddress> some, bool allRows, TimeSpan patience, CancellationToken stop = default)
    {
        HashSet<PeerAddress> known = [.. some];
        Dictionary<PeerAddress, ProcessReport> answers = [];
        List<PeerAddress> asked = [.. known];
        while (asked.Count > 0)
        {
            ProcessReport?[] reports = await Task.WhenAll(asked.Select(p => Ask(p, allRows, patience, stop))).ConfigureAwait(false);
            for (int k = 0; k < reports.Length; k++)
                if (reports[k] is { } report) answers[asked[k]] = report;
            asked = [.. reports.OfType<ProcessReport>().SelectMany(r => r.Others).Where(known.Add)];
        }
        return [.. answers.Values];
    }

    /// <summary>
    /// Gives a cluster an order through one of its processes, which passes it on to all; false when that one does not answer in time.
    /// An order that it refuses is an <see cref="InputException"/> that says why.
    /// </summary>
    public async Task<bool> Tell(PeerAddress process, Order order, TimeSpan patience, CancellationToken stop = default)
    {
        ReportWire question = new() { Ask = "order", Query = Interlocked.Increment(ref _query), Order = order };
        Task<string> told = (_orders[question.Query] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        try
        {
            // said twice it is the same order
            if (!await Repeat(process, question, told, patience, stop).ConfigureAwait(false)) return false;
            string refusal = await told.ConfigureAwait(false);
            return refusal.Length == 0 ? true : throw new InputException(refusal);
        }
        finally
        {
            _orders.TryRemove(question.Query, out _);
        }
    }

    /// <summary>Asks a process to leave in good order; the others go on.</summary>
    public bool Leave(PeerAddress process) => _lane.TrySendControl(process, ReportWire.Header, new ReportWire { Ask = "leave" }.ToBytes());

    /// <summary>Asks every second until there is an answer; false where there is none in time.</summary>
    private async Task<bool> Repeat(PeerAddress process, ReportWire question, Task answer, TimeSpan patience, CancellationToken stop)
    {
        long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (Environment.TickCount64 < deadline)
        {
            _lane.TrySendControl(process, ReportWire.Header, question.ToBytes());
            if (await Task.WhenAny(answer, Task.Delay(1000, stop)).ConfigureAwait(false) == answer) return true;
            stop.ThrowIfCancellationRequested();
        }
        return false;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    private sealed class Pending
    {
        private readonly TaskCompletionSource<ProcessReport> _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Dictionary<int, NodeReport> _nodes = [];
        private readonly Dictionary<int, double[]> _rows = [];
        private ReportWire? _first;

        public Task<ProcessReport> Whole => _whole.Task;

        public void Add(ReportWire answer)
        {
            lock (_nodes)
            {
                _first ??= answer;
                foreach (NodeReport node in answer.Report!.Nodes) _nodes[node.Node] = node;
                Look();
            }
        }

        public void Add(int node, ReadOnlySpan<double> rows)
        {
            lock (_nodes)
            {
                _rows[node] = rows.ToArray();
                Look();
            }
        }

        private void Look()
        {
            if (_first is null || _nodes.Count < _first.NodesInAll || _nodes.Keys.Any(n => !_rows.ContainsKey(n))) return;
            _whole.TrySetResult(_first.Report! with { Nodes = [.. _nodes.Values.Select(n => n with { Rows = _rows[n.Node] }).OrderBy(n => n.Node)] });
        }
    }
}
