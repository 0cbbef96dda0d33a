using System.Text.Json.Nodes;

namespace Gossip.Cluster.Tests;

public sealed class A_cluster_of_processes : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Reaches_the_optimum_and_leaves_what_every_run_leaves()
    {
        Running run = _lab.Start("run", "lab.yaml", "--json", "--out", "out", "--set", "runtime={ kind: cluster, processes: 4 }", "--set", "nodes={ speed: { 3: 0.5 } }");
        run.Code().ShouldBe(0, run.Said);
        Lab.Distance(_lab.Estimates("out").Values, Enumerable.Range(0, Lab.Nodes)).ShouldBeLessThan(1e-9);

        foreach (string file in (string[])["experiment.yaml", "metrics.csv", "cluster.csv", "convergence.svg", "report.html"]) File.Exists(_lab[$"out/{file}"]).ShouldBeTrue(file);
        Directory.Exists(_lab["out/checkpoints"]).ShouldBeFalse();
        JsonNode summary = _lab.Summary("out");
        JsonNode.Parse(string.Concat(run.Out))!["digest"]!.GetValue<string>().ShouldBe(summary["digest"]!.GetValue<string>());
        summary["digest"]!.GetValue<string>().Length.ShouldBe(64);
        summary["runtime"]!.GetValue<string>().ShouldBe("cluster");
        summary["stop_reason"]!.GetValue<string>().ShouldBe("error");
        summary["cluster"]!["nodes_alive"]!.GetValue<int>().ShouldBe(8);
        // a gradient per node and unit of time, and exchanges at the planned rate, within what real clocks scatter and drop
        double time = summary["time"]!.GetValue<double>(), rate = summary["total_rate"]!.GetValue<double>();
        (summary["gradients"]!.GetValue<long>() / time / Lab.Nodes).ShouldBeInRange(0.6, 1.4);
        (summary["communications"]!.GetValue<long>() / time / rate).ShouldBeInRange(0.6, 1.4);
        // both ends of an exchange send a vector, except between nodes of one process
        summary["bytes_sent"]!.GetValue<long>().ShouldBeGreaterThan(summary["communications"]!.GetValue<long>() * sizeof(double) * Lab.Dimension);
    }

    [Fact]
    public void Goes_on_without_a_killed_process_to_the_optimum_of_the_survivors()
    {
        Running run = _lab.Start("cluster", "lab.yaml", "--processes", "4", "--out", "out");
        _lab.WaitForTime("out", 4, run);
        Running.Signal(run.Child("p2"), Running.Kill);
        run.Code().ShouldBe(0, run.Said);

        Dictionary<int, double[]> estimates = _lab.Estimates("out");
        estimates.Keys.ShouldBe([0, 1, 2, 3, 6, 7], ignoreOrder: true);
        Lab.Distance(estimates.Values, estimates.Keys).ShouldBeLessThan(1e-9);
        run.Tells("^p2: process [0-9]+ was killed; its nodes 4-5 are lost$");
        run.Tells("^6 of 8 nodes take part, without 4-5; from now on the error is measured against the optimum of those that do");
        JsonNode cluster = _lab.Summary("out")["cluster"]!;
        cluster["deaths"]!.GetValue<int>().ShouldBe(1);
        cluster["nodes_alive"]!.GetValue<int>().ShouldBe(6);
        // both numbers: near its own optimum, and as far from that of all as that is
        double between = Lab.Distance([Lab.Optimum(estimates.Keys)], Enumerable.Range(0, Lab.Nodes));
        double start = 1; // all start at the origin
        Math.Sqrt(cluster["error_of_all"]!.GetValue<double>() / start).ShouldBe(between, 1e-6);
        _lab.Summary("out")["error"]!.GetValue<double>().ShouldBeLessThan(1e-18);
        run.Prints(@"without nodes 4-5: \S+ from the optimum of all 8");
    }

    [Fact]
    public void Gets_a_killed_process_back_and_reaches_the_optimum_of_all()
    {
        Running run = _lab.Start("cluster", "lab.yaml", "--processes", "4", "--restart", "--out", "out");
        _lab.WaitForTime("out", 4, run);
        Running.Signal(run.Child("p0"), Running.Kill);
        run.Code().ShouldBe(0, run.Said);
        Dictionary<int, double[]> estimates = _lab.Estimates("out");
        estimates.Count.ShouldBe(Lab.Nodes, run.Said);
        Lab.Distance(estimates.Values, Enumerable.Range(0, Lab.Nodes)).ShouldBeLessThan(1e-9, run.Said);
        _lab.Summary("out")["cluster"]!["restarts"]!.GetValue<int>().ShouldBe(1);
        run.Tells("^p0: process [0-9]+ with nodes 0-1, again$");
    }

    [Fact]
    public void Interrupted_it_leaves_its_numbers_and_no_process()
    {
        Running run = _lab.Start("cluster", "lab.yaml", "--processes", "2", "--out", "out", "--set", "stop={ error: 1e-300 }");
        _lab.WaitForTime("out", 4, run);
        int[] children = [run.Child("p0"), run.Child("p1")];
        run.Signal(Running.Interrupt);
        run.Code().ShouldBe(130, run.Said);
        children.ShouldAllBe(child => !Running.Lives(child));
        _lab.Summary("out")["stop_reason"]!.GetValue<string>().ShouldBe("interrupted");
        Directory.GetFiles(_lab["out/checkpoints"], "node-*.checkpoint").Length.ShouldBe(Lab.Nodes);
    }

    [Fact]
    public void Ends_with_its_parent_however_that_dies()
    {
        Running run = _lab.Start("cluster", "lab.yaml", "--processes", "2", "--out", "out", "--set", "stop={ error: 1e-300 }");
        int[] children = [run.Child("p0"), run.Child("p1")];
        run.Signal(Running.Kill);
        Wait.Until(() => !children.Any(Running.Lives), 30, () => "children live on");
    }
}
