using Gossip.Core;
using Gossip.Sdp.Algebra;
using Gossip.Sdp.FirstOrder;
using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Sdp.Tests;

/// <summary>Against Λ⁺ from all eigenvectors.</summary>
public class FirstOrderResistancesTests
{
    public static TheoryData<string> Graphs => new("grid:18x17", "path:200", "geometric:300,r=0.1", "erdos-renyi:250,p=0.016", "complete:12", "tree:255", "path:2");

    private static (Graph Graph, double[] Rates, Matrix<double> Inverse) Case(string text)
    {
        Graph graph = Check.Graph(text);
        Draws draws = new CounterStream(3, Purpose.Solver, 1).From();
        double[] rates = [.. graph.Edges.Select(_ => Math.Exp(draws.Normal()))];
        var evd = Laplacian.Dense(new(graph, [.. rates])).Evd(Symmetricity.Symmetric);
        Matrix<double> inverse = Matrix<double>.Build.Dense(graph.Nodes, graph.Nodes);
        for (int k = 1; k < graph.Nodes; k++) inverse += evd.EigenVectors.Column(k).OuterProduct(evd.EigenVectors.Column(k)) / evd.EigenValues[k].Real;
        return (graph, rates, inverse);
    }

    private static double Form(Matrix<double> m, Edge e) => m[e.I, e.I] + m[e.J, e.J] - 2 * m[e.I, e.J];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void They_and_their_slopes_are_those_of_the_pseudo_inverse(string text)
    {
        (Graph graph, double[] rates, Matrix<double> inverse) = Case(text);
        Draws draws = new CounterStream(3, Purpose.Solver, 2).From();
        double[] direction = [.. graph.Edges.Select(_ => draws.Uniform())], found = new double[rates.Length];
        Resistances resistances = new(graph);
        resistances.Of(rates, found).ShouldBeTrue();
        Compare(inverse, found, 1);

        resistances.Slope(direction, masses: false, found).ShouldBe(double.NaN);
        Compare(inverse * Laplacian.Dense(new(graph, [.. direction])) * inverse, found, -1);

        resistances.Slope(new double[rates.Length], masses: true, found).ShouldBeNear(inverse.Trace(), 1e-11);
        Compare(inverse * inverse, found, -1);

        void Compare(Matrix<double> expected, double[] forms, double sign)
        {
            for (int e = 0; e < forms.Length; e++) (sign * forms[e]).ShouldBeNear(Form(expected, graph.Edges[e]), 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Solving_multiplies_by_the_pseudo_inverse(string text)
    {
        (Graph graph, double[] rates, Matrix<double> inverse) = Case(text);
        Resistances resistances = new(graph);
        resistances.Of(rates, new double[rates.Length]).ShouldBeTrue();
        Dense x = new(graph.Nodes, 3);
        Draws draws = new CounterStream(3, Purpose.Solver, 3).From();
        for (int i = 0; i < x.Rows; i++)
            for (int c = 0; c < 3; c++) x[i, c] = draws.Normal();
        Matrix<double> expected = inverse * Matrix<double>.Build.Dense(x.Rows, 3, (i, c) => x[i, c]);
        for (int c = 0; c < 3; c++)
        {
            double mean = Enumerable.Range(0, x.Rows).Average(i => x[i, c]);
            for (int i = 0; i < x.Rows; i++) x[i, c] -= mean;
        }
        resistances.Solve(x);
        for (int i = 0; i < x.Rows; i++)
            for (int c = 0; c < 3; c++) x[i, c].ShouldBe(expected[i, c], 1e-10 * expected.L2Norm());
    }
}
