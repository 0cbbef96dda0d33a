using System.Globalization;
using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>x₀ of every node: from the problem, from a file, or the origin.</summary>
internal static class StartingPoints
{
    /// <summary>One point per node, or null for the origin.</summary>
    public static double[][]? Of(Experiment experiment, Problem problem) => experiment.Start.From switch
    {
        StartSettings.Auto => problem.Start,
        StartSettings.Origin => null,
        string file => Model(file, experiment, problem.Objectives[0]) is { } model
            ? [.. problem.Objectives.Select(_ => model)]
            : Read(file, experiment, problem.Nodes, problem.Dimension),
    };

    /// <summary>A server's first model: from a file, or the point that all clients would start from; null for the origin.</summary>
    public static double[]? OfServer(Experiment experiment, Problem problem) => experiment.Start.From switch
    {
        StartSettings.Auto => Common(problem.Start),
        StartSettings.Origin => null,
        string file => Model(file, experiment, problem.Objectives.First(f => f is not Elsewhere)) ?? Read(file, experiment, 1, problem.Dimension)[0],
    };

    /// <summary>The one point that all start from; null where they have points of their own, or none.</summary>
    public static double[]? Common(double[][]? points) => points is not null && points.All(point => ReferenceEquals(point, points[0])) ? points[0] : null;

    /// <summary>One point of so many numbers.</summary>
    public static double[] Of(Experiment experiment, int dimension) => Read(experiment.Start.From, experiment, 1, dimension)[0];

    /// <summary>The points of some of <paramref name="nodes"/> nodes.</summary>
    public static double[][]? Of(Experiment experiment, LocalProblem problem, int nodes, IReadOnlyList<int> own) => experiment.Start.From switch
    {
        StartSettings.Auto => problem.Start,
        StartSettings.Origin => null,
        string file => Model(file, experiment, problem.Objectives[0]) is { } model
            ? [.. own.Select(_ => model)]
            : Read(file, experiment, nodes, problem.Dimension) is var all ? [.. own.Select(node => all[node])] : null,
    };

    /// <summary>The parameters in a file of named arrays, where it is one.</summary>
    private static double[]? Model(string file, Experiment experiment, IObjective objective)
    {
        if (!file.EndsWith(Safetensors.Ending, StringComparison.OrdinalIgnoreCase)) return null;
        return Minibatch.WholeOf(objective) is INamedParameters network
            ? Safetensors.Read(experiment.Locate(file), network.Parameters)
            : throw InputException.At(experiment.Source.Root.Place("start"), $"'{file}'", $"a CSV file: only a network (loss: {ProblemOptions.Network}) has named parameters");
    }

    private static double[][] Read(string file, Experiment experiment, int nodes, int dimension)
    {
        string path = experiment.Locate(file);
        if (!File.Exists(path))
            throw InputException.At(experiment.Source.Root.Place("start"), $"'{file}', which is no file in {experiment.Folder}",
                $"zero, gradient, or a file with one row per node{Nearest.Hint(file, [StartSettings.Zero, StartSettings.Gradient])}");
        List<double[]> points = [];
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            string[] cells = text.Split(',', StringSplitOptions.TrimEntries);
            if (points.Count == 0 && line == 1 && !cells.Any(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _))) continue;
            if (cells.Length != dimension)
                throw InputException.At($"{path}, line {line}", $"{cells.Length} numbers", $"{dimension}, the dimension of the problem");
            points.Add([.. cells.Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x)
                ? x : throw InputException.At($"{path}, line {line}", $"'{cell}'", "a finite number"))]);
        }
        if (points.Count != nodes)
            throw InputException.At(path, $"{points.Count} rows", $"{nodes}, one for each node");
        return [.. points];
    }
}
