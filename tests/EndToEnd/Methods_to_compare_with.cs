using System.Globalization;
using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class Methods_to_compare_with : IDisposable
{
    private const string Quadratic = "problem: { loss: quadratic, data: toy.csv }\ngraph: ring:5\n";
    private const string Logistic = "problem: { loss: logistic, data: rows.csv, l2: 0.1 }\ngraph: ring:3\n";
    private readonly Shell _shell = new();

    public Methods_to_compare_with()
    {
        _shell.Write("toy.csv", "a,c1,c2\n1,0,0\n2,1,0\n1,2,1\n3,0,3\n1,-4,2\n");
        _shell.Write("rows.csv", "x,y\n1,1\n2,-1\n3,1\n-1,1\n0.5,-1\n2,1\n");
        _shell.Write("start.csv", "1,0\n2,0\n3,1\n4,1\n5,3\n");
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("msda")]
    [InlineData("adom-plus")]
    [InlineData("{ name: adom-plus, multi-consensus: true }")]
    [InlineData("extra")]
    [InlineData("gradient-tracking")]
    [InlineData("continuized")]
    [InlineData("allreduce-nesterov")]
    [InlineData("chebyshev-gossip")]
    [InlineData("accelerated-gossip")]
    public void Reach_the_error_with_the_same_bits_on_both_runtimes_and_in_a_replay(string method)
    {
        _shell.Write("run.yaml", Quadratic + "method: " + method + "\nrecord: { state: true }");
        JsonNode sequential = Run("run", "run.yaml", "--out", "one"), actors = Run("run", "run.yaml", "--out", "two", "--set", "runtime={kind: actors, threads: 2}", "--set", "actors.nodes-each=2");
        sequential["stop_reason"]!.GetValue<string>().ShouldBe("error");
        actors["digest"]!.GetValue<string>().ShouldBe(sequential["digest"]!.GetValue<string>());
        _shell.Read("two/metrics.csv").ShouldBe(_shell.Read("one/metrics.csv"));
        _shell.Read("two/state.csv").ShouldBe(_shell.Read("one/state.csv"));
        Finished replay = _shell.Inside("replay", "one");
        replay.Out.ShouldStartWith("bit-equal: ");
        File.Exists(_shell["one/report.html"]).ShouldBeTrue();
    }

    /// <summary>Two vectors each way on five edges for ADOM+, one for EXTRA; five gradients either way.</summary>
    [Theory]
    [InlineData("extra", 5, 5, 1)]
    [InlineData("adom-plus", 5, 5, 2)]
    [InlineData("gradient-tracking", 5, 5, 2)]
    [InlineData("allreduce-gd", 5, 4, 1)]
    public void Count_what_a_round_needs(string method, int gradients, int communications, int vectors)
    {
        _shell.Write("run.yaml", Quadratic + $"method: {method}\nstop: {{ time: 10 }}");
        JsonNode summary = Run("run", "run.yaml", "--out", "one");
        summary["gradients"]!.GetValue<long>().ShouldBe(10 * gradients);
        summary["communications"]!.GetValue<long>().ShouldBe(10 * communications);
        summary["bytes_sent"]!.GetValue<long>().ShouldBe(10 * communications * 2 * vectors * 2 * sizeof(double));
    }

    [Theory]
    [InlineData("gossip")]
    [InlineData("chebyshev-gossip")]
    public void Find_the_mean_of_the_rows_of_a_file(string method)
    {
        _shell.Write("run.yaml", Quadratic + $"method: {method}\nstart: start.csv\nstop: {{ error: 1e-24 }}\nrecord: {{ state: true }}");
        Run("run", "run.yaml", "--out", "one");
        string[][] x = [.. File.ReadLines(_shell["one/state.csv"]).Select(line => line.Split(',')).Where(cells => cells[2] == "x")];
        x.Length.ShouldBe(5);
        foreach (string[] cells in x)
        {
            double.Parse(cells[3], CultureInfo.InvariantCulture).ShouldBe(3, 1e-9);
            double.Parse(cells[4], CultureInfo.InvariantCulture).ShouldBe(1, 1e-9);
        }
    }

    [Theory]
    [InlineData(Logistic + "method: msda", "bad.yaml:1: problem.loss: found 'logistic', expected least-squares or quadratic: msda solves the nodes' dual problems exactly; for this loss use dadao, adom-plus or extra")]
    [InlineData(Logistic + "method: continuized", "problem.loss: found 'logistic', expected least-squares or quadratic: continuized solves")]
    [InlineData(Quadratic + "method: dgd\nruntime: cluster", "bad.yaml:4: runtime: found 'cluster', expected sequential, actors or a cluster with runtime.time: virtual: dgd does not run on a cluster in real time")]
    [InlineData(Quadratic + "method: gossip\nruntime: cluster", "runtime: found 'cluster', expected sequential or actors")]
    [InlineData(Quadratic + "method: dgd\nstart: gradient", "start: found 'gradient', expected zero, or a file: dgd has no start from a gradient")]
    [InlineData(Quadratic + "method: msda\nstart: start.csv", "start: found 'start.csv', expected no start: nodes of msda begin at the optima")]
    [InlineData(Quadratic + "method: gossip\nstart: zero", "start: found 'zero', expected { from: auto }")]
    [InlineData(Quadratic + "method: { name: dgd, multi-consensus: true }", "method.multi-consensus: found 'true', expected no multi-consensus: that is for adom-plus")]
    [InlineData(Quadratic + "method: { name: adom-plus, multi-consensus: maybe }", "method.multi-consensus: found 'maybe', expected one of true, false")]
    [InlineData(Quadratic + "method: { name: extra, published: true }", "method.published: found 'true', expected no published: that is for adom-plus and continuized")]
    [InlineData(Quadratic + "method: { name: msda, rate: 1 }", "method.rate: found '1', expected no rate: msda computes its own steps")]
    [InlineData(Quadratic + "method: extra\nclocks: start.csv", "clocks: found 'start.csv', expected no clocks: extra runs in rounds")]
    [InlineData(Quadratic + "method: extra\nrecord: { events: true }", "expected events: false: extra runs in rounds")]
    [InlineData("problem: { loss: quadratic, data: toy.csv }\ngraph: { schedule: [ring:5, star:5], every: 1 }\nmethod: msda", "graph: found a section with keys of its own, expected one graph: the constants of msda are those of one")]
    public void Refuse_in_one_line(string yaml, string expected)
    {
        _shell.Write("bad.yaml", yaml);
        _shell.ShouldRefuse(expected, _shell.Inside, "run", "bad.yaml");
    }

    private JsonNode Run(params string[] arguments)
    {
        Finished finished = _shell.Inside([.. arguments, "--json"]);
        finished.Code.ShouldBe(0, finished.Error);
        return JsonNode.Parse(finished.Out)!;
    }
}
