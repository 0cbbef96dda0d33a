using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>From the sections <c>graph</c> and <c>rates</c> to a schedule of rated graphs.</summary>
internal static class Networks
{
    /// <summary>The experiment's graphs, with rates and costs where their files have some.</summary>
    public static GraphFile[] Graphs(Experiment experiment)
    {
        GraphFile[] files = [.. experiment.Graph.Specs.Select(spec =>
            GraphSpec.Resolve(spec, experiment.Seed, experiment.Folder, experiment.Source.Root.Place("graph")))];
        foreach (GraphFile file in files) Connectivity.Require(file.Graph, file.Graph.Name);
        return files;
    }

    /// <summary>Gives the graphs their rates, and refuses those with χ₁χ₂ above <paramref name="product"/>.</summary>
    public static Schedule Rate(Experiment experiment, GraphFile[] files, double product, OptimalRates? optimal)
    {
        RateSettings settings = experiment.Rates;
        string place = experiment.Source.Root.Place("rates");
        double kappa = double.IsFinite(product) ? product : RateGuard.Kappa;
        Graph[] graphs = [.. files.Select(file => file.Graph)];
        RatedGraph[] rated = settings.Kind switch
        {
            RateSettings.Auto when files.All(file => file.Rates is not null) => [.. files.Select(file => new RatedGraph(file.Graph, file.Rates!.Value))],
            RateSettings.Auto or RateSettings.Uniform => UniformRates.Smallest(graphs, kappa),
            RateSettings.Optimal => optimal!.Of(files, kappa),
            string file => [FromFile(file, experiment, graphs, place)],
        };
        if (settings.Total is { } total) rated = [.. rated.Select(g => g.Scale(total / g.TotalRate))];
        Schedule schedule = new(rated, experiment.Graph.Every);
        if (double.IsFinite(product)) RateGuard.Require(schedule, product, place);
        return schedule;
    }

    private static RatedGraph FromFile(string file, Experiment experiment, Graph[] graphs, string place)
    {
        if (graphs.Length > 1) throw InputException.At(place, $"one file for {graphs.Length} graphs", "uniform or optimal, where the graph changes");
        string path = experiment.Locate(file);
        if (!File.Exists(path))
            throw InputException.At(place, $"'{file}', which is no file in {experiment.Folder}", $"{string.Join(", ", RateSettings.Words)}, or a file with rates{Nearest.Hint(file, RateSettings.Words)}");
        return RateFile.Read(path, graphs[0]);
    }
}
