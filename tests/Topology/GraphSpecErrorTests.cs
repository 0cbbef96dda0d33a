using Gossip.Core;

namespace Gossip.Topology.Tests;

public class GraphSpecErrorTests
{
    [Theory]
    [InlineData("grid:16", "graph: found 'grid:16', expected a rectangle such as grid:4x4")]
    [InlineData("grid:12", "graph: found 'grid:12', expected a rectangle such as grid:3x4")]
    [InlineData("torus:7", "graph: found 'torus:7', expected a rectangle such as torus:4x4")]
    [InlineData("grid:4x", "graph: found 'grid:4x', expected a rectangle such as grid:4x4")]
    [InlineData("grid", "graph: found 'grid', expected a rectangle such as grid:4x4")]
    [InlineData("grid:0x4", "graph: found 'grid:0x4', expected a rectangle such as grid:4x4")]
    [InlineData("ring", "graph: found 'ring', expected a size of at least 2, such as ring:16")]
    [InlineData("ring:-4", "graph: found 'ring:-4', expected a size of at least 2, such as ring:16")]
    [InlineData("ring:1", "graph: found 'ring:1', expected a size of at least 2, such as ring:16")]
    [InlineData("ring:99999999999", "graph: found 'ring:99999999999', expected a size of at least 2, such as ring:16")]
    [InlineData("barbell:7", "graph: found 'barbell:7', expected an even number of nodes, half in each bell")]
    [InlineData("petersen:10", "graph: found 'petersen:10', expected petersen without a size")]
    [InlineData("hypercube:40", "graph: found 'hypercube:40', expected a dimension from 1 to 26")]
    [InlineData("bipartite:2x3x4", "graph: found 'bipartite:2x3x4', expected two sizes such as bipartite:3x5")]
    [InlineData("erdos-renyi:64", "graph: found 'erdos-renyi:64', expected a parameter p=…")]
    [InlineData("erdos-renyi:64,p=2", "graph: found p=2 in 'erdos-renyi:64,p=2', expected a number above 0 and up to 1")]
    [InlineData("erdos-renyi:64,p=NaN", "graph: found p=NaN in 'erdos-renyi:64,p=NaN', expected a number above 0 and up to 1")]
    [InlineData("geometric:64,R=0.2", "graph: found unknown parameter 'R' in 'geometric:64,R=0.2', expected r=… (did you mean 'r'?)")]
    [InlineData("geometric:64,r=0.2,p=1", "graph: found unknown parameter 'p' in 'geometric:64,r=0.2,p=1', expected r=… (did you mean 'r'?)")]
    [InlineData("ring:8,p=1", "graph: found unknown parameter 'p' in 'ring:8,p=1', expected no parameters")]
    [InlineData("geometric:64,r", "graph: found 'r' in 'geometric:64,r', expected key=value")]
    [InlineData("geometric:64,r=1,r=2", "graph: found 'r' twice in 'geometric:64,r=1,r=2', expected each parameter once")]
    [InlineData("small-world:64,k=3,p=0.1", "graph: found k=3 in 'small-world:64,k=3,p=0.1', expected an even number of neighbours")]
    [InlineData("small-world:8,k=8,p=0.1", "graph: found k=8 in 'small-world:8,k=8,p=0.1', expected a whole number from 2 to 7")]
    [InlineData("regular:9,d=3", "graph: found d=3 in 'regular:9,d=3', expected an even number of edge ends, size times d")]
    public void A_mistake_ends_in_one_line(string text, string message) =>
        Should.Throw<InputException>(() => GraphSpec.Parse(text, 1)).Message.ShouldBe(message);

    [Theory]
    [InlineData("rign:16", "ring"), InlineData("hypercub:4", "hypercube"), InlineData("erdos-reny:64,p=0.1", "erdos-renyi")]
    public void A_typo_names_the_nearest_generator(string text, string nearest) =>
        Should.Throw<InputException>(() => GraphSpec.Parse(text, 1, "run.yaml, graph")).Message.ShouldSatisfyAllConditions(
            m => m.ShouldStartWith($"run.yaml, graph: found unknown generator '{text.Split(':')[0]}', expected one of barbell bipartite complete"),
            m => m.ShouldEndWith($"(did you mean '{nearest}'?)"));

    [Fact]
    public void What_is_neither_generator_nor_file_names_both()
    {
        string folder = Path.GetTempPath();
        string message = Should.Throw<InputException>(() => GraphSpec.Resolve("gird:4x4", 1, folder)).Message;
        message.ShouldStartWith($"graph: found 'gird:4x4', which is no generator and no file in {folder}, expected an edge-list file or one of ");
        message.ShouldEndWith("(did you mean 'grid'?)");
    }

    [Fact]
    public void Resolve_takes_a_generator_or_a_file()
    {
        GraphSpec.Resolve("ring:5", 1, "/nowhere").Graph.Nodes.ShouldBe(5);
        GraphSpec.Resolve("graphs/cycle_n16.edges", 1, Reference.Folder).Graph.Edges.ShouldBe(Check.Graph("ring:16").Edges);
    }
}
