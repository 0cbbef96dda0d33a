using System.Collections.Concurrent;
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
            if (ReportWire.Parse(bytes) is { Report: not null } answer && _pending.TryGetValue(answer.Query, out Pending? pending)) pending.Add(answer);
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
            long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
            while (Environment.TickCount64 < deadline)
            {
                _lane.TrySendControl(process, ReportWire.Header, question.ToBytes());
                if (await Task.WhenAny(pending.Whole, Task.Delay(1000, stop)).ConfigureAwait(false) == pending.Whole) return await pending.Whole.ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
            }
            return null;
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

    /// <summary>Asks a process to leave in good order.</summary>
    public bool Stop(PeerAddress process) => _lane.TrySendControl(process, ReportWire.Header, new ReportWire { Ask = "stop" }.ToBytes());

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
