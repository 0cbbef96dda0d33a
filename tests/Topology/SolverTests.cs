using Gossip.Core;

namespace Gossip.Topology.Tests;

public class SolverTests
{
    public static TheoryData<string> Graphs => new("geometric:400,r=0.1", "erdos-renyi:1500,p=0.006", "regular:900,d=5", "torus:20x30", "exponential:600", "tree:700", "complete:200");

    [Theory, MemberData(nameof(Graphs))]
    public void The_factor_solves(string text) => Solves(text, (l, _) => LaplacianFactor.Of(l)!);

    [Theory, MemberData(nameof(Graphs))]
    public void Conjugate_gradients_solve(string text) => Solves(text, (l, _) => new ConjugateGradients(l));

    [Theory, MemberData(nameof(Graphs))]
    public void Both_give_the_same_gap(string text)
    {
        Laplacian laplacian = new(RatedGraph.Uniform(Check.Graph(text, 2)));
        Spectrum.Second(laplacian, new ConjugateGradients(laplacian)).Value
            .ShouldBeNear(Spectrum.Second(laplacian, LaplacianFactor.Of(laplacian)!).Value, 1e-10);
    }

    [Fact]
    public void A_factor_beyond_the_budget_is_refused_and_gradients_take_over()
    {
        RatedGraph rated = RatedGraph.Uniform(Check.Graph("regular:1000,d=6", 2));
        LaplacianFactor.Of(new Laplacian(rated), mostFill: 5_000).ShouldBeNull();
        LaplacianFactor.Of(new Laplacian(rated), mostWork: 1e5).ShouldBeNull();
        LaplacianSolver.For(rated).ShouldBeOfType<LaplacianFactor>();
        LaplacianSolver.For(RatedGraph.Uniform(Check.Graph("regular:10000,d=10"))).ShouldBeOfType<ConjugateGradients>();
    }

    [Fact]
    public void Eliminating_a_mesh_fills_little()
    {
        // nested dissection needs about 8 n log₂ n entries; a banded order would need n·side = 1,000,000
        LaplacianFactor factor = LaplacianFactor.Of(new Laplacian(RatedGraph.Uniform(Check.Graph("grid:100x100"))))!;
        factor.Entries.ShouldBeLessThan(300_000);
    }

    private static void Solves(string text, Func<Laplacian, int, ILaplacianSolver> make)
    {
        Graph graph = Check.Graph(text, 2);
        Laplacian laplacian = new(new RatedGraph(graph, [.. graph.Edges.Select((_, e) => 1.0 + e % 5)]));
        Draws draws = new CounterStream(1, Purpose.Solver).From();
        double[] wanted = new double[graph.Nodes], b = new double[graph.Nodes], x = new double[graph.Nodes];
        for (int i = 0; i < wanted.Length; i++) wanted[i] = draws.Normal();
        double mean = wanted.Average();
        for (int i = 0; i < wanted.Length; i++) wanted[i] -= mean;
        laplacian.Multiply(wanted, b);
        make(laplacian, graph.Nodes).Solve(b, x);
        for (int i = 0; i < x.Length; i++) x[i].ShouldBe(wanted[i], 1e-10 * wanted.Max());
    }
}
