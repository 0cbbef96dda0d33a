using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>From the sections <c>graph</c> and <c>rates</c> to a schedule of rated graphs.</summary>
internal static class Networks
{
    /// <summary>The experiment's graphs, and their own rates where all are files that have some.</summary>
    public static Graph[] Graphs(Experiment experiment, out RatedGraph[]? rated)
    {
        GraphFile[] files = [.. experiment.Graph.Specs.Select(spec =>
            GraphSpec.Resolve(spec, experiment.Seed, experiment.Folder, experiment.Source.Root.Place("graph")))];
        rated = files.All(file => file.Rates is not null) ? [.. files.Select(file => new RatedGraph(file.Graph, file.Rates!.Value))] : null;
        return [.. files.Select(file => Connectivity.Require(file.Graph, file.Graph.Name))];
    }

    /// <summary>Gives the graphs their rates, and refuses those with χ₁χ₂ above <paramref name="product"/>.</summary>
    public static Schedule Rate(Experiment experiment, Graph[] graphs, RatedGraph[]? rated, double product)
    {
        RateSettings settings = experiment.Rates;
        string place = experiment.Source.Root.Place("rates");
        double kappa = double.IsFinite(product) ? product : RateGuard.Kappa;
        RatedGraph[] graphsWithRates = settings.Kind switch
        {
            RateSettings.Auto when rated is not null => rated,
            RateSettings.Auto or RateSettings.Uniform => UniformRates.Smallest(graphs, kappa),
            string file => [FromFile(file, experiment, graphs, place)],
        };
        if (settings.Total is { } total) graphsWithRates = [.. graphsWithRates.Select(g => g.Scale(total / g.TotalRate))];
        Schedule schedule = new(graphsWithRates, experiment.Graph.Every);
        if (double.IsFinite(product)) RateGuard.Require(schedule, product, place);
        return schedule;
    }

    private static RatedGraph FromFile(string file, Experiment experiment, Graph[] graphs, string place)
    {
        if (graphs.Length > 1) throw InputException.At(place, $"one file for {graphs.Length} graphs", "uniform, where the graph changes");
        string path = experiment.Locate(file);
        if (!File.Exists(path))
            throw InputException.At(place, $"'{file}', which is no file in {experiment.Folder}", $"auto, uniform, or a file with rates{Nearest.Hint(file, [RateSettings.Auto, RateSettings.Uniform])}");
        return GraphFile.ReadRates(path, graphs[0]);
    }
}
