using Gossip.Core;

namespace Gossip.Topology.Tests;

public class GraphFileTests
{
    [Fact]
    public void It_reads_edges_rates_and_costs_by_edge_number()
    {
        GraphFile file = Parse("# a triangle", "", "2 1 0.5 3  # last first", "0\t1 1e-3 4", "  2 0 2 5");
        file.Graph.Edges.ShouldBe([new Edge(0, 1), new Edge(0, 2), new Edge(1, 2)]);
        file.Rates!.Value.ShouldBe([1e-3, 2, 0.5]);
        file.Costs!.Value.ShouldBe([4.0, 5, 3]);
        file.Graph.Name.ShouldBe("net.txt");
    }

    [Fact]
    public void Without_the_columns_there_are_no_rates_and_no_costs()
    {
        GraphFile bare = Parse("0 1"), rated = Parse("0 1 2");
        (bare.Rates, bare.Costs, rated.Costs).ShouldBe((null, null, null));
        rated.Rates!.Value.ShouldBe([2.0]);
    }

    [Theory]
    [InlineData("0 1|1 0", "net.txt, line 2: found edge 0 1 again (first in line 1), expected each edge once")]
    [InlineData("0 1|#|1 1", "net.txt, line 3: found an edge from node 1 to itself, expected two different nodes")]
    [InlineData("0 1 1|1 2 -3", "net.txt, line 2: found '-3', expected a rate, finite and not negative")]
    [InlineData("0 1 NaN", "net.txt, line 1: found 'NaN', expected a rate, finite and not negative")]
    [InlineData("0 1 1 inf", "net.txt, line 1: found 'inf', expected a cost, finite and not negative")]
    [InlineData("0 1 1|1 2", "net.txt, line 2: found 2 columns, expected 3 as in the lines before")]
    [InlineData("0 1 1 1 1", "net.txt, line 1: found 5 columns, expected i j [rate] [cost]")]
    [InlineData("0", "net.txt, line 1: found 1 columns, expected i j [rate] [cost]")]
    [InlineData("0 a", "net.txt, line 1: found 'a', expected a node number, 0 or above")]
    [InlineData("0 -1", "net.txt, line 1: found '-1', expected a node number, 0 or above")]
    [InlineData("0 2000000000", "net.txt: found node 2000000000 but no edge at node 1, expected nodes numbered from 0 without gaps, all of them connected")]
    [InlineData("1 2", "net.txt: found node 2 but no edge at node 0, expected nodes numbered from 0 without gaps, all of them connected")]
    [InlineData("0 1|2 3", "net.txt: found 2 separate parts (node 0 cannot reach node 2), expected a connected graph")]
    [InlineData("# nothing", "net.txt: found no edges, expected lines of i j [rate] [cost]")]
    public void A_mistake_names_file_and_line(string lines, string message) =>
        Should.Throw<InputException>(() => Parse(lines.Split('|'))).Message.ShouldBe(message);

    [Fact]
    public void A_missing_file_is_named() =>
        Should.Throw<InputException>(() => GraphFile.Read("no/such.edges")).Message.ShouldStartWith("no/such.edges: cannot be read (");

    private static GraphFile Parse(params string[] lines) => GraphFile.Parse(lines, "net.txt");
}
