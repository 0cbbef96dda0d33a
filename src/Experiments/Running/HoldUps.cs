using System.Globalization;
using Gossip.Experiments.Settings;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>Whether a run was slower than it should have been, and which edge or node held it back.</summary>
internal static class HoldUps
{
    /// <summary>The share of the predicted rate below which a run is called slow.</summary>
    private const double Slow = 0.8;

    /// <summary>Methods whose error ends at a floor where the nodes' objectives differ, near which no rate is kept up.</summary>
    private static readonly string[] s_beside = [MethodSettings.AdPsgd, MethodSettings.A2cid2, Baselines.Dgd];

    /// <summary>A sentence each; none where the run kept its pace, or nothing was predicted or measured.</summary>
    public static IEnumerable<string> Of(Setup setup, Outcome run, double? measured)
    {
        if (setup.Forecast is not { Rates: { Converges: true, Rate: var expected } } || measured is not { } rate || rate >= Slow * expected) yield break;
        if (s_beside.Contains(setup.Experiment.Method.Name) || run.Cluster is { NodesAlive: var alive } && alive < setup.Schedule.Nodes) yield break;
        yield return $"slower than it should be: the error fell at a rate of {Plain.Number(rate)}, predicted are {Plain.Number(expected)}";
        string[] found = [.. OfMachines(setup), .. run.Laggards];
        foreach (string one in found) yield return one;
        if (found.Length == 0 && setup.Rounds is null) yield return Bottleneck(setup.Schedule.Graphs[0], run.NodeErrors);
    }

    private static IEnumerable<string> OfMachines(Setup setup)
    {
        IReadOnlyList<double> speeds = setup.Machines.Speeds;
        double least = speeds.Min();
        if (least < speeds.Max())
        {
            int[] slowest = [.. Enumerable.Range(0, speeds.Count).Where(i => speeds[i] == least)];
            yield return $"held back by node{(slowest.Length == 1 ? "" : "s")} {string.Join(", ", slowest.Take(8))}: {Share(least)} of the speed of the fastest";
        }
        if (setup.Machines.AwayShare is > 0 and var away)
            yield return $"held back by absences: nodes are away {Share(away)} of the time, and {Share((1 - away) * (1 - away))} of the exchanges happen";
    }

    /// <summary>Where nothing that was planned went wrong: the edge that most has to pass through, and the node that is furthest behind.</summary>
    private static string Bottleneck(RatedGraph rated, IReadOnlyList<double> errors)
    {
        double[] loads = [.. EffectiveResistances.Of(rated)];
        int edge = Enumerable.Range(0, loads.Length).Where(e => rated.Rates[e] > 0).MaxBy(e => loads[e]);
        int node = Enumerable.Range(0, errors.Count).MaxBy(i => errors[i]);
        return $"the bottleneck of the graph is edge {rated.Graph.Edges[edge].I}-{rated.Graph.Edges[edge].J}, of the largest effective resistance; furthest from the optimum is node {node}";
    }

    /// <summary>A share in whole percent.</summary>
    internal static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
