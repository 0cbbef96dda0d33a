using CsCheck;

namespace Gossip.Topology.Tests;

public class GraphTests
{
    [Fact]
    public void Edges_and_neighbours_tell_the_same() => RandomRated.Gen(0).Sample(rated =>
    {
        Graph graph = rated.Graph;
        for (int e = 0; e < graph.Edges.Length; e++)
        {
            (int i, int j) = graph.Edges[e];
            (graph.IndexOf(i, j), graph.IndexOf(j, i)).ShouldBe((e, e));
        }
        Enumerable.Range(0, graph.Nodes).Sum(graph.Degree).ShouldBe(2 * graph.Edges.Length);
        for (int i = 0; i < graph.Nodes; i++)
        {
            int[] around = [.. graph.NeighboursOf(i).ToArray().Select(n => n.Node)];
            around.ShouldBe(around.Order().Distinct());
            foreach (Neighbour next in graph.NeighboursOf(i)) graph.Edges[next.Edge].ShouldBe(Edge.Between(i, next.Node));
            graph.IndexOf(i, i).ShouldBe(-1);
        }
    }, iter: 100);

    [Fact]
    public void What_is_no_simple_graph_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Graph(3, [new(0, 1), new(1, 0)]));
        Should.Throw<ArgumentException>(() => new Graph(3, [new(1, 1)]));
        Should.Throw<ArgumentException>(() => new Graph(3, [new(0, 3)]));
        Should.Throw<ArgumentException>(() => new RatedGraph(Check.Graph("path:3"), [1, -1]));
        Should.Throw<ArgumentException>(() => new RatedGraph(Check.Graph("path:3"), [1, double.NaN]));
        Should.Throw<ArgumentException>(() => new RatedGraph(Check.Graph("path:3"), [1]));
    }
}
