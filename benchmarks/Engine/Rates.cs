using Gossip.Objectives;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Benchmarks.Engine;

/// <summary>What optimal rates save, measured and predicted, and what rates that are best for something else cost.</summary>
internal static class Rates
{
    private static readonly string[] Measured =
    [
        "barbell:16", "lollipop:16", "erdos-renyi:16,p=0.25", "geometric:16,r=0.4", "tree:16", "grid:4x4", "ring:16", "path:16",
    ];

    private static readonly string[] Predicted = ["path:64", "grid:8x8", "tree:63", "barbell:24", "erdos-renyi:64,p=0.08", "geometric:64,r=0.2"];

    public static void Print(string root, int seeds)
    {
        Problem problem = new ProblemOptions { Data = Path.Combine(root, "tests", "data", "linear_n16_s0") }.Build();
        Console.WriteLine($"\nDADAO to error 1e-6 on linear_n16_s0, medians of {seeds} clock seeds: communications with uniform and with optimal rates,");
        Console.WriteLine("with those that mix fastest (scaled to what DADAO needs), and with optimal rates on only the edges that fire in these");
        Console.WriteLine($"{"graph",-24}{"uniform",10}{"optimal",10}{"ratio",8}{"predicted",11}{"mixing",10}{"thinned",10}{"gradients",24}");
        foreach (string name in Measured)
        {
            Graph graph = GraphSpec.Parse(name, 1);
            Plan best = Solve(graph, RateObjective.Communications);
            (long before, long uniform) = Counts.Medians(problem, UniformRates.Smallest(graph), seeds);
            (long after, long optimal) = Counts.Medians(problem, best.Rated, seeds);
            Plan mixes = Solve(graph, RateObjective.Connectivity);
            (long third, long mixing) = Counts.Medians(problem, Admissible(mixes), seeds);
            (long fourth, long thinned) = Counts.Medians(problem, Solve(Firing(mixes), RateObjective.Communications).Rated, seeds);
            Console.WriteLine($"{name,-24}{uniform,10}{optimal,10}{(double)uniform / optimal,8:F2}{best.UniformT / best.T,11:F2}{mixing,10}{thinned,10}{$"{before} {after} {third} {fourth}",24}");
        }
        Console.WriteLine("\nPredicted communications relative to uniform rates (T over T of uniform): of optimal rates, of those that mix fastest, of least total resistance");
        Console.WriteLine($"{"graph",-24}{"optimal",10}{"mixing",10}{"resistance",12}");
        foreach (string name in Measured.Concat(Predicted))
        {
            double[] relative = [.. Enum.GetValues<RateObjective>().Select(objective => Solve(GraphSpec.Parse(name, 1), objective)).Select(plan => plan.T / plan.UniformT)];
            Console.WriteLine($"{name,-24}{relative[0],10:F3}{relative[1],10:F3}{relative[2],12:F3}");
        }
    }

    private static Plan Solve(Graph graph, RateObjective objective) => RatePlanner.Solve(new RateProgram(graph, objective));

    /// <summary>The graph of the edges that a plan does not leave silent.</summary>
    private static Graph Firing(Plan plan) => new(plan.Rated.Graph.Nodes,
        plan.Rated.Graph.Edges.Where((_, e) => plan.Rated.Rates[e] > 1e-6 * plan.Rated.Rates.Max()), plan.Rated.Graph.Name);

    /// <summary>A plan's rates, scaled to what DADAO needs.</summary>
    private static RatedGraph Admissible(Plan plan) => plan.Rated.Scale(Math.Sqrt(plan.Chi1 * plan.Chi2 / RateGuard.Kappa));
}
