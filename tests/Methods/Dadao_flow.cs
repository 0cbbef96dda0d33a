using CsCheck;
using Gossip.Methods.Linear;

namespace Gossip.Methods.Tests;

public class Dadao_flow
{
    private static readonly Gen<(double Mu, double L)> Conditions =
        Gen.Select(Gen.Double[-3, 3], Gen.Double[0, 5], (mu, kappa) => (Math.Pow(10, mu), Math.Pow(10, mu + kappa)));

    [Fact]
    public void Is_the_exponential_of_the_papers_matrix() =>
        Gen.Select(Conditions, Gen.Double[-3, 2.5]).Sample((condition, exponent) =>
        {
            DadaoConstants k = new(condition.Mu, condition.L, 1);
            double time = Math.Pow(10, exponent);
            double[,] expected = MatrixExponential.Of(Matrix(k), time), flow = new DadaoFlow(k).Matrix(time, 6);
            // ν has the unit of the rows' ratio: entries that map x to y are judged against max(1, ν)
            double scale = Math.Max(1, k.Nu);
            for (int r = 0; r < 6; r++)
                for (int c = 0; c < 6; c++) flow[r, c].ShouldBe(expected[r, c], 2e-11 * scale);
        });

    [Fact]
    public void Two_spans_one_after_the_other_are_one_span() =>
        Gen.Select(Conditions, Gen.Double[0, 40], Gen.Double[0, 40]).Sample((condition, s, t) =>
        {
            DadaoFlow flow = new(new(condition.Mu, condition.L, 1));
            double[,] once = flow.Matrix(s + t, 6), twice = MatrixExponential.Times(flow.Matrix(t, 6), flow.Matrix(s, 6));
            for (int r = 0; r < 6; r++)
                for (int c = 0; c < 6; c++) twice[r, c].ShouldBe(once[r, c], 1e-12 * Math.Max(1, condition.Mu));
        });

    [Fact]
    public void The_optimum_stands_still() =>
        Gen.Select(Conditions, Gen.Double[-5, 5], Gen.Double[-5, 5], Gen.Double[0, 100]).Sample((condition, x, gradient, time) =>
        {
            LinearMethod method = Dadao.Create(condition.Mu, condition.L, 2);
            double nu = condition.Mu / 2;
            double[,] optimum = { { x }, { x }, { gradient - nu * x }, { gradient - nu * x }, { -gradient }, { -gradient } };
            double scale = 1 + nu;

            double[,] flowed = MatrixExponential.Times(method.Flow.Matrix(time, 6), optimum);
            double[,] stepped = MatrixExponential.Times(method.GradientMatrix, optimum);
            for (int r = 0; r < 6; r++)
            {
                flowed[r, 0].ShouldBe(optimum[r, 0], 1e-12 * scale);
                (stepped[r, 0] + method.GradientGain[r] * gradient).ShouldBe(optimum[r, 0], 1e-12 * scale);
            }
            // every node sends the same message, −νx*, so that no exchange moves anything
            Enumerable.Range(0, 6).Sum(r => method.Message[r] * optimum[r, 0]).ShouldBe(-nu * x, 1e-12 * scale);
        });

    [Fact]
    public void Exchanges_and_flow_keep_the_sum_of_z()
    {
        LinearMethod method = Dadao.Create(1, 10, 3);
        double[,] flow = method.Flow.Matrix(0.7, 6);
        // z and z̃ of a node depend on z and z̃ alone, and the flow keeps equal ones equal
        for (int r = 4; r < 6; r++)
        {
            for (int c = 0; c < 4; c++) flow[r, c].ShouldBe(0);
            (flow[r, 4] + flow[r, 5]).ShouldBe(1, 1e-15);
            method.GradientGain[r].ShouldBe(0);
        }
    }

    /// <summary>The flow's matrix, row by row as in the paper: x, x̃, y, ỹ, z, z̃.</summary>
    private static double[,] Matrix(DadaoConstants k) => new[,]
    {
        { -k.Eta, k.Eta, 0, 0, 0, 0 },
        { k.Eta, -k.Eta, 0, 0, 0, 0 },
        { 0, 0, -k.Alpha, k.Alpha, 0, 0 },
        { 0, -k.Theta * k.Nu, -k.Theta, 0, -k.Theta, 0 },
        { 0, 0, 0, 0, -k.Alpha, k.Alpha },
        { 0, 0, 0, 0, k.AlphaTilde, -k.AlphaTilde },
    };
}
