using System.Globalization;
using System.Text.Json.Nodes;

namespace Gossip.Cluster.Tests;

/// <summary>
/// Eight learners on a ring, whose losses are ½|x − b|² with b around means of their own: μ + 0.4(0, cos 2πi/8, sin 2πi/8, 0, …),
/// μ = (½, 0, …). The means of all average to μ; those of some do not.
/// </summary>
public sealed class Learners_on_a_cluster : IDisposable
{
    private readonly Lab _lab = new();

    public Learners_on_a_cluster() => _lab.Write("net.yaml", """
        problem: { stream: { kind: iid, sigma: 0.1, heterogeneity: 1 } }
        graph: ring:8
        rates: { kind: uniform, total: 20 }
        method: { name: sea-omd, pace: poisson, mixing: tracked }
        stop: { rounds: 150 }
        record: { every: 10 }
        """);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void One_that_is_killed_and_comes_back_plays_all_its_rounds_once()
    {
        Running run = _lab.Start("cluster", "net.yaml", "--processes", "3", "--restart", "--out", "real", "--set", "cluster.checkpoint-every=0.5");
        _lab.WaitForTime("real", 30, run);
        Running.Signal(run.Child("p1"), Running.Kill);
        _lab.Start("run", "net.yaml", "--out", "loop").Code().ShouldBe(0);
        run.Code().ShouldBe(0, run.Said);
        run.Tells("p1: node [0-9] goes on from its checkpoint");
        JsonNode real = _lab.Summary("real"), loop = _lab.Summary("loop");
        real["stop_reason"]!.GetValue<string>().ShouldBe("rounds");
        real["cluster"]!["restarts"]!.GetValue<int>().ShouldBe(1);
        real["rounds"]!.GetValue<int>().ShouldBe(150);
        // the twins have met the same losses in the same order, whoever died: to the last digits
        Number(real, "regret_alone").ShouldBe(Number(loop, "regret_alone"), 1e-9);
        Number(loop, "regret_alone").ShouldBeGreaterThan(10);
        Number(real, "regret").ShouldBeInRange(0.5 * Number(loop, "regret"), 0.5 * Number(loop, "regret_alone"));
        File.ReadAllText(_lab["real/report.html"]).ShouldContain("What gossip buys");
    }

    [Fact]
    public void Those_that_are_left_learn_on_together()
    {
        Running run = _lab.Start("cluster", "net.yaml", "--processes", "4", "--out", "out", "--set", "stop.rounds=100000");
        _lab.WaitForTime("out", 60, run);
        Running.Signal(run.Child("p1"), Running.Kill); // nodes 2 and 3
        run.Tells("^6 of 8 nodes take part, without 2-3");
        _lab.WaitForTime("out", _lab.Time("out") + 150, run);
        run.Signal(Running.Interrupt);
        run.Code().ShouldBe(130, run.Said);
        JsonNode summary = _lab.Summary("out");
        summary["cluster"]!["nodes_alive"]!.GetValue<int>().ShouldBe(6);
        // at the mean of their own means, which is 0.12 away from that of all: alone each would be 0.4 away
        Away("out", [0, 1, 4, 5, 6, 7]).ShouldBeLessThan(0.04);
        Away("out", Enumerable.Range(0, 8)).ShouldBeGreaterThan(0.08);
        Number(summary, "regret").ShouldBeLessThan(0.3 * Number(summary, "regret_alone"));
    }

    [Theory]
    [InlineData("rates=uniform", "method.mixing=tracked", 2)]
    [InlineData("problem={ stream: { file: rows.csv, loss: least-squares, order: random, passes: 40 }, split: sorted }", "method={ name: adagrad, pace: poisson, domain: { ball: 2 } }", 3)]
    public void In_virtual_time_they_have_the_bits_of_one_loop(string one, string two, int processes)
    {
        _lab.Write("rows.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 40).Select(r => string.Create(CultureInfo.InvariantCulture, $"{Math.Sin(r)},{Math.Cos(3 * r)},{Math.Sin(2 * r) + 0.3 * r}\n"))));
        string[] settings = ["--set", one, "--set", two, "--set", "stop.rounds=100", "--set", "record.events=true"];
        Running loop = _lab.Start(["run", "net.yaml", "--out", "loop", .. settings]);
        loop.Code().ShouldBe(0, loop.Said);
        Running many = _lab.Start(["cluster", "net.yaml", "--time", "virtual", "--processes", $"{processes}", "--out", "many", .. settings]);
        many.Code().ShouldBe(0, many.Said);
        _lab.Summary("many")["digest"]!.GetValue<string>().ShouldBe(_lab.Summary("loop")["digest"]!.GetValue<string>());
        foreach (string file in (string[])["metrics.csv", "state.csv", "events.csv"]) File.ReadAllText(_lab[$"many/{file}"]).ShouldBe(File.ReadAllText(_lab[$"loop/{file}"]), file);
    }

    [Fact]
    public void Interrupted_in_virtual_time_they_go_on_under_other_processes_to_the_same_bits()
    {
        string[] settings = ["--set", "stop.rounds=3000", "--set", "record.every=100"];
        _lab.Start(["run", "net.yaml", "--out", "loop", .. settings]).Code().ShouldBe(0);
        Running run = _lab.Start(["cluster", "net.yaml", "--time", "virtual", "--processes", "2", "--out", "out", .. settings]);
        _lab.WaitForTime("out", 100, run);
        run.Signal(Running.Interrupt);
        run.Code().ShouldBe(130, run.Said);
        Running resumed = _lab.Start(["run", "--resume", "out", "--set", "runtime={ kind: cluster, time: virtual, processes: 3 }"]);
        resumed.Code().ShouldBe(0, resumed.Said);
        _lab.Summary("out")["digest"]!.GetValue<string>().ShouldBe(_lab.Summary("loop")["digest"]!.GetValue<string>());
        File.ReadAllText(_lab["out/metrics.csv"]).ShouldBe(File.ReadAllText(_lab["loop/metrics.csv"]));
    }

    private static double Number(JsonNode summary, string key) => summary[key]!.GetValue<double>();

    /// <summary>How far the mean of the hidden iterates in a run's state.csv is from that of some nodes' means.</summary>
    private double Away(string folder, IEnumerable<int> nodes)
    {
        double[][] hidden = [.. File.ReadLines(_lab[$"{folder}/state.csv"]).Select(line => line.Split(',')).Where(cells => cells[2] == "hidden")
            .Select(cells => cells.Skip(3).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        double[] mean = [0.5, nodes.Average(i => 0.4 * Math.Cos(2 * Math.PI * i / 8)), nodes.Average(i => 0.4 * Math.Sin(2 * Math.PI * i / 8)), 0, 0];
        return Math.Sqrt(mean.Select((value, c) => Math.Pow(hidden.Average(x => x[c]) - value, 2)).Sum());
    }
}
