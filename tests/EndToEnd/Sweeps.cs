using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class Sweeps : IDisposable
{
    private const int Interrupt = 2, Kill = 9;
    private readonly Shell _shell = new();

    public Sweeps() => _shell.Write("many.yaml", $$"""
        experiment:
          problem: { data: {{Repository.Data("linear_n16_s0")}} }
          graph: ring:16
          stop: { error: 1.0e-4, time: 2000 }
        sweep:
          graph: [ring:16, star:16]
          method: [dadao, { name: adom-plus, multi-consensus: true }]
        seeds: 6
        """);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(Kill, 137, "")]
    [InlineData(Interrupt, 130, "many interrupted; the cells that are done are kept; go on with: gossip sweep --resume runs/many")]
    public void Go_on_after_a_signal_to_the_same_bytes(int signal, int code, string told)
    {
        using Process process = _shell.Start("sweep", "many.yaml", "--threads", "2");
        Shell.Until(() => Cells() > 3 || process.HasExited, "no cells are done");
        if (!process.HasExited) Shell.Signal(process, signal);
        Finished first = Shell.Wait(process);
        // a machine that is fast enough to be done by then has nothing to go on with
        if (first.Code != 0)
        {
            first.Code.ShouldBe(code);
            first.Error.ShouldContain(told);
            Cells().ShouldBeLessThan(24);
            File.Exists(_shell["runs/many/results.csv"]).ShouldBeFalse();
        }

        _shell.Gossip("sweep", "--resume", "runs/many", "--threads", "1").Code.ShouldBe(0);
        _shell.Gossip("sweep", "many.yaml", "--out", "whole").Code.ShouldBe(0);
        foreach (string table in (string[])["results.csv", "results.parquet", "curves.csv"])
            File.ReadAllBytes(_shell[$"runs/many/{table}"]).ShouldBe(File.ReadAllBytes(_shell[$"whole/{table}"]), table);
        _shell.Read("whole/results.csv").Split('\n').Length.ShouldBe(24 + 2);
    }

    [Fact]
    public void Say_in_plain_lines_how_far_they_are_and_where_everything_is()
    {
        Finished finished = _shell.Inside("sweep", "many.yaml");
        finished.Code.ShouldBe(0);
        finished.Out.ShouldStartWith("many: all 24 cells done\n  cells           4 combinations with 6 seeds each\n");
        finished.Out.ShouldEndWith($"results: {Path.Combine("runs", "many", "results.csv")}\nreport: {Path.Combine("runs", "many", "report.html")}\n");
        $"{finished.Out}{finished.Error}".ShouldNotContain('\u001b');

        // the same command again has nothing left to do
        Finished again = _shell.Inside("sweep", "many.yaml", "--json");
        again.Error.ShouldContain("note: 24 of 24 cells were done before");
        JsonNode summary = JsonNode.Parse(again.Out)!;
        summary["cells"]!.GetValue<int>().ShouldBe(24);
        summary["groups"]!.AsArray().Count.ShouldBe(4);
        summary["groups"]![0]!["to_target"]!["communications"]!["center"]!.GetValue<double>().ShouldBeGreaterThan(100);
        JsonNode.Parse(_shell.Read("runs/many/summary.json"))!["name"]!.GetValue<string>().ShouldBe("many");
    }

    [Fact]
    public void List_the_cells_that_could_not_run_and_do_the_others()
    {
        _shell.Write("mixed.yaml", $$"""
            experiment: { problem: { data: {{Repository.PathOf("examples/data/breast_cancer.csv")}}, l2: 0.1, standardise: true }, graph: ring:4, stop: { time: 5 } }
            sweep: { problem.loss: [logistic, least-squares], method: [dadao, msda] }
            """);
        Finished finished = _shell.Inside("sweep", "mixed.yaml");
        finished.Code.ShouldBe(1);
        finished.Out.ShouldStartWith("mixed: 3 of 4 cells done, 1 could not run\n");
        finished.Error.ShouldContain("error: 1 cell (logistic, msda, seed 1) could not run: mixed.yaml:1: problem.loss: found 'logistic', expected least-squares or quadratic: msda solves the nodes' dual problems exactly; for this loss use dadao, adom-plus or extra");
        string[] rows = _shell.Read("runs/mixed/results.csv").Split('\n');
        rows[2].ShouldStartWith("logistic,msda,1,failed,");
        rows[2].ShouldContain("for this loss use dadao, adom-plus or extra");
    }

    [Theory]
    [InlineData("unknown key 'grpah' (did you mean 'graph'?)", "--set", "sweep={grpah: [ring:16]}")]
    [InlineData("--set sweep: found an empty list, expected a list of values", "--set", "sweep={graph: []}")]
    [InlineData("--set problem.l2x: unknown key 'l2x' (did you mean 'l2'?)", "--set", "problem.l2x=1")]
    [InlineData("--set runtime: found a cluster in real time", "--set", "runtime=cluster")]
    [InlineData("nowhere: found no such file or folder", "--set", "problem.data=nowhere")]
    [InlineData("--threads: found '0', expected a whole number ≥ 1", "--threads", "0")]
    [InlineData("unknown option '--thread' (did you mean '--threads'?)", "--thread", "2")]
    public void Refuse_mistakes_in_one_line_and_leave_nothing(string expected, params string[] arguments) =>
        _shell.ShouldRefuse(expected, _shell.Inside, ["sweep", "many.yaml", .. arguments]);

    [Fact]
    public void Refuse_to_go_on_with_another_sweep()
    {
        string[] small = ["--set", "seeds=1", "--set", "stop.error=0.1"];
        _shell.Inside(["sweep", "many.yaml", .. small]).Code.ShouldBe(0);
        _shell.ShouldRefuse("stop.error: found '0.2', expected '0.1', as in the sweep in", _shell.Inside, ["sweep", "many.yaml", .. small, "--set", "stop.error=0.2"]);
        _shell.ShouldRefuse("seeds: found '1, 2', expected '1', as in the sweep in", _shell.Inside, "sweep", "many.yaml", "--resume", "runs/many", "--set", "seeds=2", "--set", "stop.error=0.1");
        _shell.ShouldRefuse("--resume: found no sweep in runs/nothing, expected the folder of one", _shell.Inside, "sweep", "many.yaml", "--resume", "runs/nothing");
        _shell.ShouldRefuse("gossip sweep: found no file, expected a sweep file", _shell.Inside, "sweep");
        _shell.Inside("sweep", "many.yaml", "--fresh", "--set", "seeds=1", "--set", "stop.error=0.2").Code.ShouldBe(0);
    }

    [Fact]
    public void Have_an_example()
    {
        Finished finished = _shell.Inside("sweep", Path.Combine(Repository.Root, "examples", "sweep.yaml"), "--set", "seeds=2", "--set", "stop.error=0.05", "--out", "out", "--json");
        finished.Code.ShouldBe(0, finished.Error);
        JsonNode summary = JsonNode.Parse(finished.Out)!;
        summary["groups"]!.AsArray().ShouldAllBe(g => g!["reached"]!.GetValue<int>() == 2);
        summary["paired"]!.AsArray().Count.ShouldBeGreaterThan(6);
        foreach (string file in (string[])["sweep.yaml", "results.csv", "results.parquet", "curves.csv", "paired.csv", "report.html"]) File.Exists(_shell[$"out/{file}"]).ShouldBeTrue(file);
    }

    private int Cells() => Directory.Exists(_shell["runs/many/cells"]) ? Directory.GetFiles(_shell["runs/many/cells"], "0*.json").Length : 0;
}
