using System.Text.Json;

namespace Gossip.Objectives.Tests;

/// <summary>The two published data sets, whose optima were found by another program.</summary>
public class ReferenceProblemTests
{
    [Fact]
    public void The_linear_problem_has_the_published_mu_L_and_optimum()
    {
        (Problem problem, JsonElement facts) = Load("linear_n16_s0", table => new LeastSquares(table));
        problem.Mu.ShouldBe(facts.GetProperty("mu").GetDouble(), 1e-13);
        problem.L.ShouldBe(facts.GetProperty("L").GetDouble(), 1e-13);
        Distance(problem, facts).ShouldBeLessThan(1e-12);
        problem.Optimum.Residual.ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void The_logistic_problem_has_the_published_optimum_and_a_sharper_L()
    {
        (Problem problem, JsonElement facts) = Load("logistic_n16_s0", table => new Logistic(table, 1));
        problem.Mu.ShouldBe(1);
        Distance(problem, facts).ShouldBeLessThan(1e-6);
        problem.Optimum.Residual.ShouldBeLessThan(1e-15);
        // the published L is the bound by the trace, max mean|a|²/4, which is at least the largest eigenvalue's
        (problem.L - 1).ShouldBeLessThan(facts.GetProperty("L").GetDouble());
    }

    private static (Problem Problem, JsonElement Facts) Load(string name, Func<Table, IObjective> loss)
    {
        string[] files = Directory.GetFiles(TestData.Of(name), "*.csv");
        Array.Sort(files, StringComparer.Ordinal);
        var problem = new Problem([.. files.Select(file => loss(DataFile.Read(file)))]);
        return (problem, JsonDocument.Parse(File.ReadAllText(TestData.Of($"{name}/problem.json"))).RootElement);
    }

    private static double Distance(Problem problem, JsonElement facts)
    {
        double[] published = facts.GetProperty("x_star").Deserialize<double[]>()!;
        double square = 0, norm = 0;
        for (int k = 0; k < published.Length; k++)
        {
            square += Math.Pow(problem.Optimum.Point[k] - published[k], 2);
            norm += published[k] * published[k];
        }
        return Math.Sqrt(square / norm);
    }
}
