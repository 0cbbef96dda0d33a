using System.Diagnostics.Metrics;
using System.Globalization;
using Gossip.Nodes.Live;

namespace Gossip.Nodes.Vitals;

/// <summary>
/// The metrics of a process, read off its <see cref="Pulse"/> when somebody collects them: nothing is counted twice and an event costs
/// nothing. Names are those of Prometheus without its endings: the exporter adds <c>_total</c> and units.
/// </summary>
public sealed class Instruments : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Gossip";

    private readonly Meter _meter = new(Name);
    private readonly Health _health;

    /// <summary>Offers the metrics of the process whose health this is.</summary>
    public Instruments(Health health)
    {
        _health = health;
        OfProcess();
        OfNodes();
        OfEdges();
        OfServers();
    }

    /// <summary>How far apart the estimates of all nodes of the cluster are, for whoever looks at all of them; NaN where nobody does.</summary>
    public Func<double> ConsensusDistance { get; set; } = () => double.NaN;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void OfProcess()
    {
        _meter.CreateObservableGauge("gossip.ready", () => _health.Ready().IsOk ? 1 : 0, null, "1 if the process takes part in the run, else 0");
        Gauge("gossip.time", null, "The method's time: 1 is one expected gradient per node", r => r.Time);
        Gauge("gossip.unit", "s", "Seconds per unit of time", r => r.Unit);
        Gauge("gossip.margin", null, "The unit over the shortest that is safe; below 1 the run is outside its safe region", r => r.Margin);
        Gauge("gossip.consensus_distance", null, "(1/n) Σ|xᵢ − x̄|² over all nodes of the cluster", (_, _) => ConsensusDistance());
        Gauge("gossip.paused", null, "1 if the process's clocks stand still, else 0", r => r.Paused.Length > 0 ? 1 : 0);
        Gauge("gossip.epoch", null, "The epoch's name as a number below 2^32: equal at all processes when they agree; a server's term where there is one", r => r.Epoch % (1UL << 32));
        Counter("gossip.epochs", null, "Epochs that the process has entered", r => r.Epochs);
        Gauge("gossip.members", null, "Nodes that take part", r => r.Members);
        Gauge("gossip.nodes", null, "Nodes of the experiment", r => r.AllNodes);
        Gauge("gossip.nodes.own", null, "Nodes that this process owns", (_, p) => p.Host.OwnNodes.Count);
        Gauge("gossip.processes", null, "Processes in the cluster, this one included", r => r.Others.Length + 1);
        Counter("gossip.sent", "By", "Bytes sent to other processes' nodes", r => r.BytesSent);
        Counter("gossip.received", "By", "Bytes received from other processes' nodes", (_, p) => p.Host.BytesReceived);
        Counter("gossip.messages.dropped", null, "Messages to other processes' nodes that could not be sent", (_, p) => p.Host.Dropped);
        Gauge("gossip.state", "By", "Size of the rows of this process's nodes", r => 8.0 * r.Dimension * r.RowNames.Length * r.Nodes.Length);
        Gauge("gossip.clock.lateness", "s", "How late the clocks tick, smoothed", (_, p) => p.Host.Clocks.Lateness);
        Gauge("gossip.mailbox.wait", "s", "How long the longest of the nodes' mailboxes is", (_, p) => p.Host.Clocks.Waiting);
        Gauge("gossip.checkpoint.age", "s", "Seconds since the oldest of the nodes' last checkpoints; none where none are kept", r => r.CheckpointAge);
        Counter("gossip.checkpoint.failures", null, "Checkpoints that could not be written", r => r.CheckpointFailures);
        Gauge("gossip.certificate.left", "s", "How long the process's certificate is still in date; none without one", (_, p) => p.Host.Options.Certificate?.TimeLeft.TotalSeconds ?? double.NaN);
    }

    private void OfNodes()
    {
        NodeCounter("gossip.node.gradients", null, "Gradients applied", n => n.Gradients);
        NodeCounter("gossip.node.exchanges", null, "Exchanges applied at the node's end", n => n.Exchanges);
        NodeCounter("gossip.node.resends", null, "Offers sent again because no answer came in time", n => n.Resends);
        NodeGauge("gossip.node.gradient", "s", "How long a gradient takes, or a client's local round, smoothed", n => n.GradientSeconds);
        NodeGauge("gossip.node.staleness", null, "Units of time since the node's last event", n => n.Staleness);
    }

    private void OfEdges()
    {
        EdgeGauge("gossip.edge.planned_rate", null, "Planned exchanges per unit of time", (_, _, e) => e.Rate);
        EdgeGauge("gossip.edge.realised_rate", null, "Exchanges per unit of time over the last half minute", (p, n, e) => p.Realised(n, e.Peer));
        _meter.CreateObservableCounter("gossip.edge.exchanges", () => Edges((_, _, e) => e.Exchanges).Select(m => new Measurement<long>((long)m.Value, m.Tags)), null, "Exchanges finished in the edge's present life");
        EdgeGauge("gossip.edge.latency", "s", "How long an exchange takes, smoothed", (_, _, e) => e.Exchanges > 0 ? e.RoundTrip : double.NaN);
        EdgeGauge("gossip.edge.deadline", "s", "How long an offer waits for its answer before it is sent again", (_, _, e) => e.Deadline);
        EdgeGauge("gossip.edge.backlog", null, "Ticks of the edge's clock that wait because an exchange is under way", (_, _, e) => e.Waiting);
        EdgeGauge("gossip.edge.disagreement", null, "How far apart the two ends' messages were at the last exchange; goes to 0 with consensus", (_, _, e) => e.Disagreement);
    }

    private void OfServers()
    {
        _meter.CreateObservableCounter("gossip.federated.rounds", () => Server(s => s.Rounds), null, "Rounds that have ended, at the process that holds the server");
        _meter.CreateObservableCounter("gossip.federated.updates", () => Server(s => s.Updates), null, "Updates taken in, at the process that holds the server");
        _meter.CreateObservableGauge("gossip.federated.term", () => Server(s => (long)s.Term), null, "The term of the server's holder, at that process");
        _meter.CreateObservableGauge("gossip.federated.absent", () => Server(s => s.Absent.Length), null, "Clients whose processes are not there, as the server's holder sees it");
    }

    private void Gauge(string name, string? unit, string what, Func<ProcessReport, double> read) => Gauge(name, unit, what, (report, _) => read(report));

    private void Gauge(string name, string? unit, string what, Func<ProcessReport, Pulse, double> read) =>
        _meter.CreateObservableGauge(name, () => Process(read).Where(v => !double.IsNaN(v)).Select(v => new Measurement<double>(v)), unit, what);

    private void Counter(string name, string? unit, string what, Func<ProcessReport, long> read) => Counter(name, unit, what, (report, _) => read(report));

    private void Counter(string name, string? unit, string what, Func<ProcessReport, Pulse, long> read) =>
        _meter.CreateObservableCounter(name, () => Process(read).Select(v => new Measurement<long>(v)), unit, what);

    private void NodeGauge(string name, string? unit, string what, Func<NodeReport, double> read) => _meter.CreateObservableGauge(name, () => Nodes(read), unit, what);

    private void NodeCounter(string name, string? unit, string what, Func<NodeReport, long> read) => _meter.CreateObservableCounter(name, () => Nodes(read), unit, what);

    private void EdgeGauge(string name, string? unit, string what, Func<Pulse, int, EdgeReport, double> read) => _meter.CreateObservableGauge(name, () => Edges(read), unit, what);

    private IEnumerable<T> Process<T>(Func<ProcessReport, Pulse, T> read)
    {
        if (_health.Pulse is { Last: { } report } pulse) yield return read(report, pulse);
    }

    private IEnumerable<Measurement<T>> Nodes<T>(Func<NodeReport, T> read) where T : struct
    {
        if (_health.Pulse is not { Last: { } report }) yield break;
        // a server's own entry comes after all clients
        foreach (NodeReport node in report.Nodes)
            if (node.Node < report.AllNodes) yield return new(read(node), new KeyValuePair<string, object?>("node", node.Node));
    }

    private IEnumerable<Measurement<double>> Edges(Func<Pulse, int, EdgeReport, double> read)
    {
        if (_health.Pulse is not { Last: { Epoch: not 0 } report } pulse) yield break;
        foreach (NodeReport node in report.Nodes)
            foreach (EdgeReport edge in node.Edges)
                if (edge.Rate > 0 && read(pulse, node.Node, edge) is var value && !double.IsNaN(value))
                    yield return new(value, new KeyValuePair<string, object?>("edge", string.Create(CultureInfo.InvariantCulture, $"{node.Node}-{edge.Peer}")));
    }

    private IEnumerable<Measurement<long>> Server(Func<ServerReport, long> read)
    {
        if (_health.Pulse is { Last.Server: { } server }) yield return new(read(server));
    }
}
