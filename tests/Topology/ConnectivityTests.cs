using Gossip.Core;

namespace Gossip.Topology.Tests;

public class ConnectivityTests
{
    private static readonly Graph Apart = new(6, [new(0, 3), new(1, 2), new(2, 4)]);

    [Fact]
    public void Components_come_in_order_of_their_lowest_node()
    {
        Apart.Components().ShouldBe([[0, 3], [1, 2, 4], [5]]);
        Apart.IsConnected().ShouldBeFalse();
    }

    [Fact]
    public void A_graph_in_parts_is_refused_with_one_node_of_each_of_two() =>
        Should.Throw<InputException>(() => Connectivity.Require(Apart, "run.yaml, graph")).Message
            .ShouldBe("run.yaml, graph: found 3 separate parts (node 0 cannot reach node 1), expected a connected graph");

    [Fact]
    public void A_connected_graph_is_given_back()
    {
        Graph ring = Check.Graph("ring:5");
        Connectivity.Require(ring, "graph").ShouldBeSameAs(ring);
    }
}
