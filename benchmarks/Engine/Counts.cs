using Gossip.Methods.Linear;
using Gossip.Nodes;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Benchmarks.Engine;

/// <summary>Gradients and communications until the error is 1e-6, beside published medians of the authors' code.</summary>
internal static class Counts
{
    private static readonly (string Problem, string Graph, int Gradients, int Communications)[] Published =
    [
        ("linear", "star:16", 2284, 2153), ("linear", "complete:16", 2286, 1542), ("linear", "ring:16", 2184, 5307),
        ("linear", "path:16", 2117, 9987), ("linear", "grid:4x4", 2161, 3453), ("linear", "barbell:16", 2133, 16631),
        ("logistic", "star:16", 2388, 2250), ("logistic", "complete:16", 2391, 1589), ("logistic", "ring:16", 2357, 5837),
        ("logistic", "path:16", 2352, 11428), ("logistic", "grid:4x4", 2361, 3900), ("logistic", "barbell:16", 2352, 18769),
    ];

    public static void Print(string root, int seeds)
    {
        Console.WriteLine($"\nDADAO to error 1e-6, medians of {seeds} clock seeds (gradients / communications) beside the published ones");
        foreach (var group in Published.GroupBy(p => p.Problem))
        {
            Problem problem = new ProblemOptions { Data = Path.Combine(root, "tests", "data", $"{group.Key}_n16_s0") }.Build();
            foreach ((_, string name, int gradients, int communications) in group)
            {
                (long g, long c) = Medians(problem, UniformRates.Smallest(GraphSpec.Parse(name, 0)), seeds);
                Console.WriteLine($"{group.Key,-10}{name,-13}{g,6} / {c,-7}{gradients,7} / {communications,-7}{100.0 * g / gradients - 100,7:F1} % {100.0 * c / communications - 100,7:F1} %");
            }
        }
    }

    /// <summary>Gradients and communications until the error is 1e-6, medians over clock seeds 1, 2, ….</summary>
    public static (long Gradients, long Communications) Medians(Problem problem, RatedGraph rated, int seeds)
    {
        (long Gradients, long Exchanges)[] runs = [.. Enumerable.Range(1, seeds).Select(seed => ToAccuracy(problem, rated, (ulong)seed))];
        return (Median(runs.Select(r => r.Gradients)), Median(runs.Select(r => r.Exchanges)));
    }

    private static (long Gradients, long Exchanges) ToAccuracy(Problem problem, RatedGraph rated, ulong seed)
    {
        Schedule schedule = Schedule.Constant(rated);
        LinearMethod method = Dadao.Create(problem.Mu, problem.L, schedule.Chi1);
        Swarm swarm = new() { Method = method, Objectives = problem.Objectives, Schedule = schedule, Seed = seed };
        using SequentialRuntime run = new(swarm, SwarmState.Start(method, problem.Objectives, problem.Start));
        double start = Distance(run.State, problem);
        while (Distance(run.State, problem) > 1e-6 * start) run.Advance(run.Time + 0.1);
        return (run.Gradients, run.Exchanges);
    }

    private static double Distance(SwarmState state, Problem problem)
    {
        double sum = 0;
        double[] x = new double[problem.Optimum.Point.Length];
        for (int i = 0; i < state.Nodes; i++)
        {
            state.Estimate(i, x);
            for (int c = 0; c < problem.Dimension; c++) sum += Math.Pow(x[c] - problem.Optimum.Point[c], 2);
        }
        return sum / state.Nodes;
    }

    private static long Median(IEnumerable<long> values) => values.Order().ElementAt(values.Count() / 2);
}
