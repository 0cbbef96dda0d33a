using Gossip.Core;
using Gossip.Experiments.Running;
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
        SimulatedMachines.RequireNodes(experiment, graph.Nodes);
        RefuseSimulated(experiment);
    }

    /// <summary>How many processes the nodes are divided over; at most one for each node.</summary>
    public static int Processes(Experiment experiment, int nodes)
    {
        int processes = experiment.Runtime.ProcessesFor(nodes);
        return processes <= nodes ? processes : throw InputException.At(experiment.Source.Root.Place("runtime"), $"{processes} processes for {nodes} nodes", "at least one node for each");
    }

    /// <summary>What an experiment may not ask of a cluster in virtual time.</summary>
    public static void CheckVirtual(Experiment experiment)
    {
        Yaml.Section root = experiment.Source.Root;
        if (experiment.Cluster.Float32) throw InputException.At(root.Place("cluster") + ".float32", "true", "false: in virtual time every bit counts");
        if (experiment.Rates.Plan is { MeasuresCosts: true }) throw InputException.At(root.Place("rates") + ".costs", $"'{PlanSettings.Measured}'", "a file: in virtual time exchanges take none");
        if (experiment.Machines.Speeds.Count > 0) throw InputException.At(root.Place("nodes") + ".speed", "a value", $"none: machines are simulated by {RuntimeSettings.Sequential} and {RuntimeSettings.Actors}");
        RefuseSimulated(experiment);
    }

    private static void RefuseSimulated(Experiment experiment)
    {
        Yaml.Section root = experiment.Source.Root;
        if (experiment.Machines.IsSimulated)
            throw InputException.At(root.Place(root.Has("links") ? "links" : "nodes"), "simulated machines", $"nodes.speed alone, or {RuntimeSettings.Sequential} or {RuntimeSettings.Actors}: processes have times and links of their own");
    }

    /// <summary>What learners may not ask of a cluster in either kind of time.</summary>
    public static void CheckLearners(Experiment experiment)
    {
        Yaml.Section root = experiment.Source.Root;
        if (experiment.Cluster.Float32) throw InputException.At(root.Place("cluster") + ".float32", "true", $"false: {experiment.Method.Name}'s vectors travel whole");
    }

    /// <summary>What a federated experiment may not ask of a cluster in real time.</summary>
    public static void CheckFederated(Experiment experiment)
    {
        Yaml.Section root = experiment.Source.Root;
        if (experiment.Graph.Specs.Count > 0) throw InputException.At(root.Place("graph"), $"'{experiment.Graph.Specs[0]}' beside {experiment.Method.Name} on a cluster", $"no graph: on a cluster all clients have one server; {RuntimeSettings.Sequential} or {RuntimeSettings.Actors} run on a graph");
        if (experiment.Cluster.Float32) throw InputException.At(root.Place("cluster") + ".float32", "true", $"false: {experiment.Method.Name}'s vectors travel whole");
        if (experiment.Clients.IsMeasured && experiment.Method is { Name: not FederatedSettings.FedAvg, Federated.Weights: not (FederatedSettings.Estimated or FederatedSettings.Identical) })
            throw InputException.At(root.Place("method") + ".weights", experiment.Method.Federated.Weights is { } weights ? $"'{weights}' beside clients.times: {ClientSettings.Measured}" : "a list", $"{FederatedSettings.Estimated}: nobody knows the times beforehand");
    }

    /// <summary>What a user should know of such a run, a sentence each.</summary>
    public static IEnumerable<string> Warnings(Experiment experiment)
    {
        if (experiment.Rates.Plan is { } plan && (plan.HasLimits || plan is { Costs: not null, MeasuresCosts: false }))
            yield return "costs, caps and budgets hold while all nodes take part; when some are missing, rates are planned without them";
        if (experiment.Rates.Plan is { MeasuresCosts: true, HasLimits: true })
            yield return "caps and budgets hold until costs are measured; then rates are planned without them";
    }
}
