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
    private readonly Dictionary<ulong, IReadOnlyList<int>> _members = [];
    private readonly double[] _nodeErrors;

    public Meter(Setup setup)
    {
        _setup = setup;
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
        ProcessReport[] living = [.. reports.Where(r => r.Epoch != 0)];
        if (living.Length == 0) return null;
        ProcessReport[] epoch = [.. living.GroupBy(r => r.Epoch).OrderByDescending(g => g.Sum(r => r.Nodes.Length)).First()];
        NodeReport[] nodes = [.. epoch.SelectMany(r => r.Nodes).DistinctBy(n => n.Node).OrderBy(n => n.Node)];
        IReadOnlyList<int> members = Members(epoch[0], nodes);

        Recorder recorder = Of(members);
        EstimateOf estimate = (k, x) => nodes[k].Rows.CopyTo(x);
        MetricPoint point = recorder.Measure(nodes.Length, estimate, tally.Time, tally.Gradients, tally.Communications);
        if (members.Count < _setup.Swarm.Nodes) point = point with { Bound = double.NaN };
        double[] errors = recorder.NodeDistances(nodes.Length, estimate);
        for (int k = 0; k < nodes.Length; k++) _nodeErrors[nodes[k].Node] = errors[k];
        double ofAll = recorder == _all ? point.Error : _all.NodeDistances(nodes.Length, estimate).Average() / _all.Origin;
        string paused = epoch.All(r => r.Paused.Length > 0) ? epoch[0].Paused : "";
        ClusterState state = new(members.Count, _setup.Swarm.Nodes, reports.Count, ofAll, epoch.Max(r => r.Unit), epoch.Min(r => r.Margin), paused);
        return new(point, state, members, epoch[0].Epoch, nodes.Length == epoch[0].Members);
    }

    /// <summary>All nodes of the epoch: known when as many have been heard of as it has.</summary>
    private IReadOnlyList<int> Members(ProcessReport one, NodeReport[] heard)
    {
        if (_members.TryGetValue(one.Epoch, out IReadOnlyList<int>? known)) return known;
        int[] nodes = one.Members == _setup.Swarm.Nodes ? [.. Enumerable.Range(0, one.Members)] : [.. heard.Select(n => n.Node)];
        if (nodes.Length == one.Members) _members[one.Epoch] = nodes;
        return nodes;
    }

    private Recorder Of(IReadOnlyList<int> members)
    {
        string key = NodeList.Text(members);
        if (_recorders.TryGetValue(key, out Recorder? known)) return known;
        Problem part = new([.. members.Select(node => _setup.Problem.Objectives[node])], _setup.Problem.Mu, _setup.Problem.L) { Test = _setup.Problem.Test };
        return _recorders[key] = new(part, Theory.None, _setup.KnowsOptimum) { Origin = _all.Origin };
    }
}
