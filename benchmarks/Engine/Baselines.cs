using Gossip.Methods.Linear;
using Gossip.Objectives;
using Gossip.Rounds.Tests;
using Gossip.Topology;

namespace Gossip.Benchmarks.Engine;

/// <summary>Gradients and communications of the methods to compare with, beside the published ones where there are any.</summary>
internal static class Baselines
{
    private static readonly string[] Graphs = ["star:16", "complete:16", "ring:16", "path:16", "grid:4x4", "barbell:16"];

    private static readonly string[] Others = ["extra", "gradient-tracking", "allreduce-gd", "allreduce-nesterov"];

    public static void Print(string root, int seeds)
    {
        Console.WriteLine($"\nMethods to compare with, to error 1e-6 (gradients / communications) beside the published ones; exchanges: medians of {seeds} clock seeds");
        Dictionary<string, Problem> problems = new() { ["linear"] = Counting.Problem("linear", root), ["logistic"] = Counting.Problem("logistic", root) };
        foreach (string line in File.ReadLines(Path.Combine(root, "tests", "data", "baselines", "counts.csv")).Where(line => !line.StartsWith('#')).Skip(1))
        {
            string[] row = line.Split(',');
            (string problem, string graph, string method, long gradients, long communications) = (row[0], row[1], row[2], long.Parse(row[3]), long.Parse(row[4]));
            Schedule rated = Counting.Constant(graph);
            if (method != "continuized")
            {
                Row(problem, graph, method, Counting.InRounds(method, problems[problem], rated), gradients, communications);
                if (problem == "logistic") Row(problem, graph, "from the start at random", Counting.InRounds(method + "-published", problems[problem], rated), gradients, communications);
                continue;
            }
            Row(problem, graph, method, Counting.Continuized(problems[problem], rated, seeds, pace: 1), gradients, communications);
            Row(problem, graph, "at the published pace", Counting.Continuized(problems[problem], rated, seeds, Continuized.PublishedPace), gradients, communications);
        }
        foreach (string problem in problems.Keys)
            foreach (string method in Others)
                foreach (string graph in Graphs) Row(problem, graph, method, Counting.InRounds(method, problems[problem], Counting.Constant(graph)), 0, 0);
        Geometric(problems["linear"]);
    }

    private static void Geometric(Problem linear)
    {
        Graph[] graphs = [.. Enumerable.Range(1, 50).Select(seed => GraphSpec.Parse("geometric:16,r=0.3", (ulong)seed))];
        double chi = graphs.Max(graph => 1 / LaplacianRange.Of(RatedGraph.Uniform(graph)).Gap);
        int steps = Methods.Rounds.AdomPlus.Steps(chi);
        Console.WriteLine($"Fifty random geometric graphs that take turns, the worst with chi = {chi:F1}; those of the published counts are not known");
        RatedGraph[] rated = UniformRates.Smallest(graphs);
        Row("linear", "geometric", "adom-plus", Counting.InRounds("adom-plus", linear, new(rated, 1)), 172256, 454330);
        Row("linear", "geometric", "adom-plus-mc", Counting.InRounds("adom-plus-mc", linear, new(rated, 1.0 / steps)), 4112, 661588);
    }

    private static void Row(string problem, string graph, string method, (long Gradients, long Communications) ours, long gradients, long communications)
    {
        string beside = gradients == 0 ? "" : $"{gradients,8} / {communications,-8}{100.0 * ours.Gradients / gradients - 100,7:F1} % {100.0 * ours.Communications / communications - 100,7:F1} %";
        Console.WriteLine($"{problem,-10}{graph,-13}{method,-25}{ours.Gradients,8} / {ours.Communications,-8}{beside}");
    }
}
