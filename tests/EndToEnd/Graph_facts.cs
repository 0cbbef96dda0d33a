using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

/// <summary>Against closed forms: star λ₂ = 1, R = 1; complete λ₂ = n, R = 2/n; T* of both.</summary>
[Collection(nameof(InsideThisProcess))]
public sealed class Graph_facts : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Of_a_star()
    {
        JsonNode facts = Facts("star:16");
        (Number(facts, "nodes"), Number(facts, "edges"), Number(facts, "min_degree"), Number(facts, "max_degree")).ShouldBe((16, 15, 1, 15));
        Number(facts, "lambda2").ShouldBe(1, 1e-10);
        Number(facts, "chi2").ShouldBe(0.5, 1e-10);
        Number(facts, "t").ShouldBe(15 / Math.Sqrt(2), 1e-9);
        Number(facts, "smallest_total_rate").ShouldBe(15, 1e-9);
    }

    [Fact]
    public void At_the_smallest_rates_that_converge()
    {
        JsonNode facts = Facts("complete:8", "--rates", "uniform");
        (Number(facts, "chi1") * Number(facts, "chi2")).ShouldBe(0.5, 1e-10);
        Number(facts, "t").ShouldBe(3.5, 1e-9);
        Number(facts, "total_rate").ShouldBe(3.5 * Math.Sqrt(2), 1e-9);
    }

    [Fact]
    public void Of_a_file_with_rates_and_a_drawing_of_it()
    {
        _shell.Write("g.edges", "0 1 2.0\n1 2 4.0\n");
        // path of two edges a, b: λ₂ = a + b − √(a² − ab + b²)
        JsonNode facts = Facts("g.edges", "--svg", "g.svg");
        Number(facts, "lambda2").ShouldBe(6 - Math.Sqrt(12), 1e-10);
        Number(facts, "max_resistance").ShouldBe(0.5, 1e-10);
        _shell.Read("g.svg").ShouldStartWith("<svg");
    }

    [Fact]
    public void Of_random_graphs_follow_the_seed()
    {
        Facts("geometric:20,r=0.4", "--seed", "5").ToJsonString().ShouldBe(Facts("geometric:20,r=0.4", "--seed", "5").ToJsonString());
        Facts("geometric:20,r=0.4", "--seed", "5").ToJsonString().ShouldNotBe(Facts("geometric:20,r=0.4", "--seed", "6").ToJsonString());
    }

    private JsonNode Facts(params string[] arguments)
    {
        Finished finished = _shell.Inside(["graph", "--json", .. arguments]);
        finished.Error.ShouldBeEmpty();
        return JsonNode.Parse(finished.Out)!;
    }

    private static double Number(JsonNode facts, string key) => facts[key]!.GetValue<double>();
}
