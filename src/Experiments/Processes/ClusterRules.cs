using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>What an experiment may not ask of a cluster in real time.</summary>
internal static class ClusterRules
{
    /// <summary>Throws <see cref="InputException"/> where it does.</summary>
    public static void Check(Experiment experiment, Graph graph)
    {
        Yaml.Section root = experiment.Source.Root;
        if (experiment.Graph.Specs.Count > 1) throw InputException.At(root.Place("graph"), $"{experiment.Graph.Specs.Count} graphs that take turns", "one graph: a cluster in real time has no common clock");
        if (experiment.Clocks is { } clocks) throw InputException.At(root.Place("clocks"), $"'{clocks}'", "no recorded clocks: in real time they are those of the wall");
        if (experiment.Method.Chi1 is not null) throw InputException.At(root.Place("method") + ".chi1", "a value", "none: in a cluster it follows the members");
        if (experiment.Record.Events) throw InputException.At(root.Place("record") + ".events", "true", "false: events of a cluster in real time are not recorded");
        if (experiment.Cluster.Speeds.Keys.Where(node => node >= graph.Nodes).Cast<int?>().FirstOrDefault() is { } unknown)
            throw InputException.At(root.Place("nodes") + ".speed", $"node {unknown}", $"0 to {graph.Nodes - 1}: the graph has {graph.Nodes} nodes");
    }

    /// <summary>What a user should know of such a run, a sentence each.</summary>
    public static IEnumerable<string> Warnings(Experiment experiment)
    {
        if (experiment.Rates.Plan is { } plan && (plan.HasLimits || plan.Costs is not null))
            yield return "costs, caps and budgets hold while all nodes take part; when some are missing, rates are planned without them";
    }
}
