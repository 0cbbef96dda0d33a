using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Nodes;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.EndToEnd.Tests;

/// <summary>The lines below are the README's, compiled and run; a test holds the two texts together.</summary>
[Collection(nameof(InsideThisProcess))]
public class The_sample_of_the_README
{
    [Fact]
    public void Runs_and_reaches_the_optimum()
    {
        string before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(Repository.Root);
        try
        {
            Sample().ShouldBeInRange(0, 1e-9);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Fact]
    public void Is_what_the_README_shows()
    {
        string root = Repository.Root;
        string readme = File.ReadAllText(Path.Combine(root, "README.md"));
        string shown = readme.Split("```csharp")[1].Split("```")[0];
        string source = File.ReadAllText(Path.Combine(root, "tests", "EndToEnd", "The_sample_of_the_README.cs"));
        string compiled = source.Split("// sample begins\n")[1].Split("// sample ends")[0];
        Lines(compiled).ShouldBe(Lines(shown));
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static double Sample()
    {
        // sample begins
        Problem problem = new ProblemOptions { Data = "examples/data/breast_cancer.csv", Loss = "logistic", L2 = 0.1, Nodes = 16, Standardise = true }.Build();
        Schedule schedule = Schedule.Constant(UniformRates.Smallest(GraphSpec.Parse("ring:16", seed: 1)));
        LinearMethod method = Dadao.Create(problem.Mu, problem.L, schedule.Chi1);
        Swarm swarm = new() { Method = method, Objectives = problem.Objectives, Schedule = schedule, Seed = 1 };
        using SequentialRuntime run = new(swarm, SwarmState.Start(method, problem.Objectives, warm: true));
        run.Advance(until: 1000);
        double[] x = new double[Padding.Of(problem.Dimension)];
        run.State.Estimate(node: 0, x);
        double suboptimality = problem.Suboptimality(x);
        Console.WriteLine($"after {run.Gradients} gradients and {run.Exchanges} exchanges node 0 is {suboptimality} above the optimum");
        // sample ends
        return suboptimality;
    }
}
