using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Nodes;
using Gossip.Nodes.Live;
using Gossip.Objectives;

namespace Gossip.Experiments.Processes;

/// <summary>
/// Measures a cluster from what its processes say. The nodes that take part are those of the largest epoch; their error is
/// the distance to the optimum of their own objectives, relative to the start of the run.
/// </summary>
internal sealed class Meter
{
    private readonly Setup _setup;
    private readonly Recorder _all;
    private readonly Dictionary<string, Recorder> _recorders = [];
    private readonly Census _census;
    private readonly double[] _nodeErrors;

    public Meter(Setup setup)
    {
        (_setup, _census) = (setup, new(setup.Swarm.Nodes));
        _all = new(setup.Problem, setup.Theory, setup.KnowsOptimum);
        using NodeRows start = setup.StartState();
        Start = _all.Measure(start.Nodes, start.Estimate, 0, 0, 0);
        _nodeErrors = _all.NodeDistances(start.Nodes, start.Estimate);
        _recorders[NodeList.Text(Enumerable.Range(0, setup.Swarm.Nodes))] = _all;
    }

    /// <summary>The start of the run.</summary>
    public MetricPoint Start { get; }

    /// <summary>|xᵢ − x*|² of every node as it was last heard of, x* the optimum that the node was then measured against.</summary>
    public IReadOnlyList<double> NodeErrors => _nodeErrors;

    /// <summary>Measures; null while no epoch has begun.</summary>
    public Reading? Measure(IReadOnlyList<ProcessReport> reports, Tally tally)
    {
        if (_census.Of(reports) is not { } count) return null;
        (NodeReport[] nodes, IReadOnlyList<int> members) = (count.Nodes, count.Members);

        Recorder recorder = Of(members);
        EstimateOf estimate = (k, x) => nodes[k].Rows.CopyTo(x);
        MetricPoint point = recorder.Measure(nodes.Length, estimate, tally.Time, tally.Gradients, tally.Communications);
        if (members.Count < _setup.Swarm.Nodes) point = point with { Bound = double.NaN };
        double[] errors = recorder.NodeDistances(nodes.Length, estimate);
        for (int k = 0; k < nodes.Length; k++) _nodeErrors[nodes[k].Node] = errors[k];
        double ofAll = recorder == _all ? point.Error : _all.NodeDistances(nodes.Length, estimate).Average() / _all.Origin;
        return new(point, count.State with { ErrorOfAll = ofAll }, members, count.Epoch, count.IsWhole);
    }

    private Recorder Of(IReadOnlyList<int> members)
    {
        string key = NodeList.Text(members);
        if (_recorders.TryGetValue(key, out Recorder? known)) return known;
        Problem part = new([.. members.Select(node => _setup.Problem.Objectives[node])], _setup.Problem.Mu, _setup.Problem.L) { Test = _setup.Problem.Test };
        return _recorders[key] = new(part, Theory.None, _setup.KnowsOptimum) { Origin = _all.Origin };
    }
}
