using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gossip.Experiments.Online;
using Gossip.Experiments.Settings;
using Gossip.Nodes.Federated;
using Gossip.Topology;

namespace Gossip.Experiments.Processes;

/// <summary>
/// A hash of what all processes of a cluster must agree on: seed, problem, method, start, graph, rates, μ, L and d. Paths,
/// outputs and what executes the run are left out, and so are the data: each node knows its own alone.
/// </summary>
public static class ClusterDigest
{
    private static readonly string[] Agreed = ["seed", "problem.", "method", "method.", "start.kind", "rates.objective", "rates.gap", "rates.total"];
    private static readonly string[] OfServers = ["clients.", "stop.time", "record.mean-from"];
    private static readonly string[] Own = ["problem.data", "problem.stream.file", "problem.mu", "problem.l", "problem.module", "problem.device"];

    /// <summary>The same for virtual time, where graphs may take turns; 32 bytes.</summary>
    internal static byte[] OfVirtual(Experiment experiment, Schedule schedule, double mu, double l, int dimension)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData("virtual time\n"u8);
        foreach (RatedGraph graph in schedule.Graphs) sha.AppendData(Of(experiment, graph, mu, l, dimension));
        return sha.GetHashAndReset();
    }

    /// <summary>32 bytes.</summary>
    internal static byte[] Of(Experiment experiment, RatedGraph graph, double mu, double l, int dimension)
    {
        StringBuilder text = Common(experiment, Agreed, dimension, graph.Graph.Nodes);
        // rounded: the last bits may depend on the machine that computed them
        text.Append(CultureInfo.InvariantCulture, $"mu={mu:E8}\nl={l:E8}\n");
        return OfGraph(experiment, graph, text);
    }

    /// <summary>The same for methods with a server, whose weights follow from the clients' times and the run's, and which know no μ and L; 32 bytes.</summary>
    internal static byte[] OfFederated(Experiment experiment, Federation federation)
    {
        StringBuilder text = Common(experiment, [.. Agreed, .. OfServers], federation.Dimension, federation.Clients);
        text.Append(CultureInfo.InvariantCulture, $"rate={federation.Method.Local.Rate:E8}\n");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The same for learners on a graph, who agree on how many rounds there are, and on their domain; 32 bytes.</summary>
    internal static byte[] OfLearners(OnlineSetup setup)
    {
        Experiment experiment = setup.Experiment;
        StringBuilder text = Common(experiment, Agreed, setup.Stream.Dimension, setup.Graph!.Schedule.Nodes);
        text.Append(CultureInfo.InvariantCulture, $"virtual={experiment.Runtime.IsVirtualCluster}\nrounds={setup.Rounds}\ndiameter={setup.Facts.Diameter:E8}\n");
        return OfGraph(experiment, setup.Graph.Schedule.Graphs[0], text);
    }

    private static byte[] OfGraph(Experiment experiment, RatedGraph graph, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"optimal={experiment.Rates.Kind == RateSettings.Optimal}\n");
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        sha.AppendData(MemoryMarshal.AsBytes(graph.Graph.Edges.AsSpan()));
        if (experiment.Rates.Kind != RateSettings.Optimal)
            foreach (double rate in graph.Rates) sha.AppendData(Encoding.UTF8.GetBytes(rate.ToString("E8", CultureInfo.InvariantCulture)));
        return sha.GetHashAndReset();
    }

    private static StringBuilder Common(Experiment experiment, string[] agreed, int dimension, int nodes)
    {
        StringBuilder text = new("gossip cluster 1\n");
        foreach ((string key, string value) in experiment.Settings())
            if (agreed.Any(a => a.EndsWith('.') ? key.StartsWith(a, StringComparison.Ordinal) : key == a) && !Own.Contains(key)) text.Append(CultureInfo.InvariantCulture, $"{key}={value}\n");
        return text.Append(CultureInfo.InvariantCulture, $"d={dimension}\nn={nodes}\n");
    }
}
