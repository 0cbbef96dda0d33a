using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class Predictions : IDisposable
{
    private readonly Shell _shell = new();

    public Predictions()
    {
        _shell.Write("points.csv", "a,c1,c2\n1,1,2\n1,-1,0.5\n1,2,-1\n1,0.3,0.7\n1,-2,1\n1,1.5,-0.3\n");
        _shell.Write("e.yaml", "problem: { loss: quadratic, data: points.csv, l: 4 }\ngraph: ring:6\nstop: { error: 1.0e-16, time: 2000 }\n");
        _shell.Write("rows.csv", "a,b,y\n1,2,1\n2,1,-1\n0,1,1\n3,1,-1\n1,1,1\n2,2,-1\n");
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("dadao", 0.03)]
    [InlineData("allreduce-gd", 0.001)]
    [InlineData("extra", 0.03)]
    public void Are_what_is_then_measured(string method, double tolerance)
    {
        JsonNode facts = Predict("--set", $"method={method}");
        double rate = Number(facts, "rate"), time = Number(facts, "time");
        facts["regime"]!.GetValue<string>().ShouldBe("exact");
        facts["near_optimum"]!.GetValue<bool>().ShouldBeFalse();
        time.ShouldBe(Math.Log(1e16) / rate, 1e-6 * time);

        _shell.Inside("run", "e.yaml", "--set", $"method={method}", "--out", "out").Code.ShouldBe(0);
        JsonNode summary = JsonNode.Parse(_shell.Read("out/summary.json"))!;
        Number(summary, "expected_rate").ShouldBe(rate);
        Number(summary, "measured_rate").ShouldBe(rate, tolerance * rate);
        summary["held_back"].ShouldBeNull();
        _shell.Read("out/report.html").ShouldContain("predicted slope");
    }

    [Fact]
    public void Know_the_threshold_below_which_the_run_diverges()
    {
        JsonNode facts = Predict();
        double threshold = Number(facts, "threshold"), planned = Number(facts, "planned_threshold");
        threshold.ShouldBeInRange(0.1, planned);
        planned.ShouldBeLessThan(1);
        // the guard refuses what would diverge, and what the proof does not reach
        double total = JsonNode.Parse(_shell.Inside("graph", "ring:6", "--rates", "uniform", "--json").Out)!["total_rate"]!.GetValue<double>();
        _shell.Inside("run", "e.yaml", "--set", FormattableString.Invariant($"rates.total={planned * total}")).Code.ShouldBe(2);
        Number(facts, "uniform_over_optimal").ShouldBe(1, 1e-5);
        Number(facts, "proven_rate").ShouldBeLessThan(Number(facts, "rate"));
    }

    [Fact]
    public void Read_as_a_few_lines_and_write_nothing()
    {
        string[] before = Directory.GetFiles(_shell.Folder);
        Finished told = _shell.Inside("predict", "e.yaml");
        told.Code.ShouldBe(0);
        told.Out.ShouldContain("rate ");
        told.Out.ShouldContain("proven");
        told.Out.ShouldContain("diverges");
        Directory.GetFiles(_shell.Folder).ShouldBe(before);
    }

    [Fact]
    public void Say_near_the_optimum_of_other_losses()
    {
        _shell.Write("l.yaml", "problem: { loss: logistic, data: rows.csv, l2: 0.1 }\ngraph: path:3\n");
        JsonNode facts = JsonNode.Parse(_shell.Inside("predict", "l.yaml", "--json").Out)!;
        facts["near_optimum"]!.GetValue<bool>().ShouldBeTrue();
        Number(facts, "rate").ShouldBeGreaterThan(Number(facts, "proven_rate"));
    }

    [Fact]
    public void Tell_which_node_held_a_slow_run_back()
    {
        Finished run = _shell.Inside("run", "e.yaml", "--set", "nodes.speed={2: 0.02}", "--out", "out");
        run.Code.ShouldBe(0);
        run.Out.ShouldContain("slower than it should be");
        run.Out.ShouldContain("held back by node 2: 2 % of the speed of the fastest");
        JsonNode.Parse(_shell.Read("out/summary.json"))!["held_back"]!.AsArray().Count.ShouldBe(2);
        _shell.Read("out/report.html").ShouldContain("held back by node 2");
    }

    [Theory]
    [InlineData("'fedavg'", "method.name=fedavg")]
    [InlineData("a graph that changes", "graph={ schedule: [ring:6, star:6], every: 1 }")]
    public void Are_refused_in_one_line_where_there_can_be_none(string expected, string change)
    {
        if (change.Contains("fedavg", StringComparison.Ordinal)) _shell.Write("e.yaml", "problem: { loss: least-squares, data: rows.csv }\nclients: { count: 3 }\n");
        _shell.ShouldRefuse(expected, _shell.Inside, "predict", "e.yaml", "--set", change);
    }

    private JsonNode Predict(params string[] arguments)
    {
        Finished finished = _shell.Inside(["predict", "e.yaml", "--json", .. arguments]);
        finished.Code.ShouldBe(0, finished.Error);
        return JsonNode.Parse(finished.Out)!;
    }

    private static double Number(JsonNode facts, string key) => facts[key]!.GetValue<double>();
}
