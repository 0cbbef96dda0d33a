using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Nodes.Simulated;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>From the sections <c>nodes</c> and <c>links</c> to machines.</summary>
internal static class SimulatedMachines
{
    /// <summary>The machines of nodes on a schedule's graphs; alike, always there and with links that take no time where nothing is said.</summary>
    public static Machines Of(Experiment experiment, Schedule schedule)
    {
        MachineSettings settings = experiment.Machines;
        RequireNodes(experiment, schedule.Nodes);
        Graph union = schedule.Union;
        if (settings.Latencies is not null && schedule.Graphs.Length > 1) throw InputException.At(experiment.Place("links", "latencies"), $"one file for {schedule.Graphs.Length} graphs", "links.latency, where the graph changes");
        return new()
        {
            Speeds = [.. Enumerable.Range(0, schedule.Nodes).Select(node => settings.Speeds.GetValueOrDefault(node, 1))],
            Law = TimeLaws.Of(settings.Times, settings.Sigma),
            Latency = settings.Latencies is { } file ? ValueFile.ReadCosts(experiment.Locate(file), union) : [.. Enumerable.Repeat(settings.Latency, union.Edges.Length)],
            AwayShare = settings.AwayShare,
            AwayFor = settings.AwayFor,
            Seed = experiment.Seed,
        };
    }

    /// <summary>Refuses speeds of nodes that the graph does not have.</summary>
    public static void RequireNodes(Experiment experiment, int nodes)
    {
        if (experiment.Machines.Speeds.Keys.Where(node => node >= nodes).Cast<int?>().FirstOrDefault() is { } unknown)
            throw InputException.At(experiment.Source.Root.Place("nodes") + ".speed", $"node {unknown}", $"0 to {nodes - 1}: the graph has {nodes} nodes");
    }
}
