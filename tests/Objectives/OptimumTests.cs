namespace Gossip.Objectives.Tests;

public class OptimumTests
{
    [Fact]
    public void Consistent_equations_are_solved_to_rounding()
    {
        // targets are exact products with a vector of small integers, features small integers: x* is that vector
        double[] solution = [.. Enumerable.Range(1, 20).Select(k => k % 7 - 3.0)];
        var tables = Enumerable.Range(0, 5).Select(node =>
        {
            Table table = Some.Table(30, 20, 0, (ulong)node);
            for (int r = 0; r < 30; r++)
            {
                for (int k = 0; k < 20; k++) table[r][k] = Math.Round(4 * table[r][k]);
                table.Targets[r] = table[r].ToArray().Zip(solution, (a, b) => a * b).Sum();
            }
            return table;
        });
        Optimum optimum = new Problem([.. tables.Select(table => new LeastSquares(table))]).Optimum;
        Some.RelativeError(optimum.Point[..20], solution).ShouldBeLessThan(1e-14);
        optimum.Value.ShouldBeLessThan(1e-24);
    }

    [Fact]
    public void The_residual_is_at_rounding_for_every_loss()
    {
        foreach (Func<ITwiceDifferentiable> loss in Losses.All.Values)
        {
            ITwiceDifferentiable f = loss();
            if (f.Mu == 0) continue;
            Optimum optimum = new Problem([f]).Optimum;
            optimum.Residual.ShouldBeLessThan(1e-14 * f.L * (1 + Some.Norm(optimum.Point)));
            Some.Norm(Some.Gradient(f, optimum.Point)).ShouldBe(optimum.Residual, 1e-12);
        }
    }

    [Fact]
    public void Newton_is_damped_where_full_steps_would_diverge()
    {
        // nearly separable data far from the start: sigmoids are flat there
        var data = new Table("made up", ["x"], [30, -20, 40, 0.5], [1, -1, 1, -1]);
        Optimum optimum = new Problem([new Logistic(data, 1e-4)]).Optimum;
        optimum.Residual.ShouldBeLessThan(1e-14);
    }

    [Fact]
    public void Conjugate_gradients_find_the_optimum_where_Hessians_are_too_large_to_form()
    {
        var f = new Logistic(Some.Table(40, 1200, 2), 0.1);
        Optimum optimum = new Problem([f]).Optimum;
        optimum.Residual.ShouldBeLessThan(1e-13);
    }

    [Fact]
    public void Suboptimality_keeps_its_digits_next_to_the_optimum()
    {
        var problem = new Problem([new Logistic(Some.Table(100, 5, 2), 0.1), new Logistic(Some.Table(50, 5, 2, 9), 0.1)]);
        double[] direction = Some.Point(5, seed: 4);
        double At(double t) => problem.Suboptimality([.. problem.Optimum.Point.Zip(direction, (a, b) => a + t * b)]);
        At(0).ShouldBe(0);
        // a quarter for half the distance, 20 digits below F(x*)
        (At(1e-10) / At(5e-11)).ShouldBe(4, 1e-4);
        At(1).ShouldBe(problem.Value([.. problem.Optimum.Point.Zip(direction, (a, b) => a + b)]) - problem.Optimum.Value, 1e-13);
    }

    [Fact]
    public void Digits_are_learned_by_softmax()
    {
        Problem problem = new ProblemOptions
        {
            Data = TestData.Of("../../examples/data/digits.csv"), Loss = "softmax", Nodes = 5, L2 = 0.1, Standardise = true,
        }.Build();
        problem.Dimension.ShouldBe(640);
        problem.Notes.Count.ShouldBe(3);
        problem.Optimum.Residual.ShouldBeLessThan(1e-13);
    }
}
