using System.Globalization;
using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class A_run_leaves_its_numbers : IDisposable
{
    private readonly Shell _shell = new();

    public A_run_leaves_its_numbers() => _shell.Write("linear.yaml", $$"""
        problem: { data: {{Repository.Data("linear_n16_s0")}} }
        graph: grid:4x4
        stop: { error: 1.0e-6 }
        """);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_folder_holds_the_files_of_the_map_and_no_other()
    {
        _shell.Inside("run", "linear.yaml").Code.ShouldBe(0);
        Files("runs/linear").ShouldBe(["convergence.svg", "experiment.yaml", "metrics.csv", "report.html", "summary.json"]);

        // with everything recorded, into the same folder
        _shell.Inside("run", "linear.yaml", "--set", "record={events: true, state: true}").Code.ShouldBe(0);
        Files("runs/linear").ShouldBe(["convergence.svg", "events.csv", "experiment.yaml", "metrics.csv", "report.html", "state.csv", "summary.json"]);

        // a new run takes away what an earlier one left, and touches nothing else
        _shell.Write("runs/linear/notes.txt", "mine");
        _shell.Inside("run", "linear.yaml").Code.ShouldBe(0);
        Files("runs/linear").ShouldBe(["convergence.svg", "experiment.yaml", "metrics.csv", "notes.txt", "report.html", "summary.json"]);
    }

    [Fact]
    public void The_summary_has_the_agreed_keys_and_agrees_with_the_metrics()
    {
        Finished finished = _shell.Gossip("run", "linear.yaml", "--json");
        JsonObject summary = JsonNode.Parse(finished.Out)!.AsObject();
        foreach (string key in "name, method, runtime, nodes, edges, dimension, seed, stop_reason, time, gradients, communications, bytes_sent, error, mean_squared_distance, suboptimality, consensus_distance, predicted_rate, measured_rate, events_per_second, digest".Split(", "))
            summary.ContainsKey(key).ShouldBeTrue(key);
        _shell.Read("runs/linear/summary.json").ShouldBe(finished.Out);
        summary["stop_reason"]!.GetValue<string>().ShouldBe("error");
        summary["error"]!.GetValue<double>().ShouldBeLessThanOrEqualTo(1e-6);
        summary["bytes_sent"]!.GetValue<long>().ShouldBe(summary["communications"]!.GetValue<long>() * 2 * 10 * 8);
        // mu and L as the problem.json says; q/8 with q = √(mu/2L)
        summary["predicted_rate"]!.GetValue<double>().ShouldBe(Math.Sqrt(0.8161016242094482 / 2 / 3.7780789242580135) / 8, 1e-12);

        string[] rows = _shell.Read("runs/linear/metrics.csv").TrimEnd().Split('\n');
        rows[0].ShouldBe("time,gradients,communications,error,mean_squared_distance,suboptimality,consensus_distance,bound,loss,accuracy,test_loss,test_accuracy,wall_time,bytes");
        double[] last = Numbers(rows[^1]);
        last[0].ShouldBe(summary["time"]!.GetValue<double>());
        last[1].ShouldBe(summary["gradients"]!.GetValue<long>());
        last[2].ShouldBe(summary["communications"]!.GetValue<long>());
        last[3].ShouldBe(summary["error"]!.GetValue<double>());
        Numbers(rows[1])[3].ShouldBe(1);
        rows.Skip(1).Select(Numbers).ShouldAllBe(row => row[4] <= row[7] * Numbers(rows[1])[4]);
    }

    [Fact]
    public void The_resolved_experiment_run_from_anywhere_gives_the_same_digest()
    {
        _shell.Write("sub/quick.yaml", """
            problem: { loss: least-squares, data: ../data/d.csv, l2: 0.1, split: { kind: quantity, alpha: 2 }, batch: 3 }
            graph: { schedule: [ring:4, "geometric:4,r=0.7"], every: 0.5 }
            start: gradient
            stop: { time: 20 }
            """);
        _shell.Write("data/d.csv", "a,b,y\n" + string.Concat(Enumerable.Range(1, 60).Select(k => $"{k % 7},{k * k % 11},{k % 5}\n")));
        _shell.Inside("run", "sub/quick.yaml", "--out", "deep/er/one", "--set", "seed=18446744073709551615").Code.ShouldBe(0);
        _shell.Inside("run", "deep/er/one/experiment.yaml", "--out", "two").Code.ShouldBe(0);
        Digest("two").ShouldBe(Digest("deep/er/one"));
        _shell.Read("two/metrics.csv").ShouldBe(_shell.Read("deep/er/one/metrics.csv"));
        _shell.Inside("run", "two/experiment.yaml", "--out", "three", "--set", "seed=1").Code.ShouldBe(0);
        Digest("three").ShouldNotBe(Digest("two"));
    }

    [Theory]
    [InlineData("runtime=actors")]
    [InlineData("runtime=actors", "actors.nodes-each=1")]
    [InlineData("runtime=actors", "actors.nodes-each=3")]
    public void Every_runtime_and_number_of_threads_gives_the_same_bits(params string[] changes)
    {
        _shell.Inside("run", "linear.yaml", "--set", "record.state=true").Code.ShouldBe(0);
        foreach (string threads in (string[])["1", "2", "5"])
        {
            _shell.Inside(["run", "linear.yaml", "--set", "record.state=true", "--out", "other", "--threads", threads, .. changes.SelectMany(change => new[] { "--set", change })]).Code.ShouldBe(0);
            _shell.Read("other/state.csv").ShouldBe(_shell.Read("runs/linear/state.csv"));
            _shell.Read("other/metrics.csv").ShouldBe(_shell.Read("runs/linear/metrics.csv"));
            Digest("other").ShouldBe(Digest("runs/linear"));
        }
    }

    [Fact]
    public void Given_times_are_recorded_beside_the_grid()
    {
        _shell.Inside("run", "linear.yaml", "--set", "record={every: 4, at: [10, 0.25, 8]}", "--set", "stop={time: 11}").Code.ShouldBe(0);
        _shell.Read("runs/linear/metrics.csv").TrimEnd().Split('\n').Skip(1).Select(row => Numbers(row)[0]).ShouldBe([0, 0.25, 4, 8, 10, 11]);
    }

    [Fact]
    public void A_diverging_run_fails_says_which_guard_tripped_and_keeps_what_it_recorded()
    {
        Finished finished = _shell.Inside("run", "linear.yaml", "--set", "method={name: ad-psgd, rate: 10}");
        finished.Code.ShouldBe(1);
        finished.Error.ShouldStartWith("error: linear diverged: the error is ");
        finished.Error.ShouldContain("above 1e6");
        finished.Error.Trim().Split('\n').Length.ShouldBe(1);
        Files("runs/linear").ShouldBe(["convergence.svg", "experiment.yaml", "metrics.csv", "report.html", "summary.json"]);
        _shell.Read("runs/linear/metrics.csv").Count(c => c == '\n').ShouldBeGreaterThan(2);
        JsonNode.Parse(_shell.Read("runs/linear/summary.json"))!["stop_reason"]!.GetValue<string>().ShouldBe("diverged");

        Finished overflown = _shell.Inside("run", "linear.yaml", "--set", "method={name: ad-psgd, rate: 10}", "--set", "record.every=1000", "--set", "stop={time: 10000}", "--json");
        overflown.Code.ShouldBe(1);
        overflown.Error.ShouldContain("no longer a finite number");
        JsonNode.Parse(overflown.Out)!["error"].ShouldBeNull();
    }

    [Fact]
    public void Json_and_pipes_stay_clean()
    {
        Finished json = _shell.Gossip("run", "linear.yaml", "--json");
        Should.NotThrow(() => JsonNode.Parse(json.Out));
        Finished text = _shell.Gossip("run", "linear.yaml");
        foreach (string told in (string[])[json.Out, json.Error, text.Out, text.Error]) told.ShouldNotContain('\e');
        text.Out.TrimEnd().Split('\n')[^1].ShouldBe($"report: {Path.Combine("runs", "linear", "report.html")}");
    }

    private string Digest(string folder) => JsonNode.Parse(_shell.Read($"{folder}/summary.json"))!["digest"]!.GetValue<string>();

    private string[] Files(string folder) => [.. Directory.GetFiles(_shell[folder]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static double[] Numbers(string row) => [.. row.Split(',').Select(cell => cell == "" ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture))];
}
