using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class Optimal_rates_in_a_run : IDisposable
{
    private readonly Shell _shell = new();

    public Optimal_rates_in_a_run() => _shell.Write("run.yaml", $$"""
        problem: { data: {{Repository.Data("linear_n16_s0")}} }
        graph: barbell:16
        rates: optimal
        stop: { error: 1.0e-6 }
        record: { every: 0.1 }
        """);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Save_most_communications_on_a_barbell_and_none_on_a_path()
    {
        // 16,700 with uniform rates
        Communications("barbell:16", "uniform").ShouldBeInRange(15_000, 18_400);
        Communications("barbell:16", "optimal").ShouldBeInRange(4_140, 5_060);
        ((double)Communications("path:16", "optimal")).ShouldBe(Communications("path:16", "uniform"), 10);
    }

    [Fact]
    public void Give_the_same_bits_on_every_runtime_and_whatever_the_cache_holds()
    {
        string cold = Digest("cold");
        string entry = Directory.GetFiles(_shell.Cache, "*.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        string kept = File.ReadAllText(entry);
        Digest("warm").ShouldBe(cold);
        _shell.Read("warm/plan.json").ShouldBe(_shell.Read("cold/plan.json"));
        Digest("actors", "--set", "runtime=actors", "--set", "actors.nodes-each=1").ShouldBe(cold);

        JsonNode tampered = JsonNode.Parse(kept)!;
        tampered["edges"]![0]!["rate"] = tampered["edges"]![0]!["rate"]!.GetValue<double>() * 1.01;
        foreach (string bad in (string[])["", "{", kept[..(kept.Length / 2)], tampered.ToJsonString()])
        {
            File.WriteAllText(entry, bad);
            Digest("bad").ShouldBe(cold);
            // solved anew, and kept anew
            _shell.Inside("certify", entry).Code.ShouldBe(0);
        }
    }

    [Fact]
    public void Leave_their_plan_beside_the_run_which_is_replayed_from_it()
    {
        Digest("first");
        Files("first").ShouldBe(["convergence.svg", "experiment.yaml", "metrics.csv", "plan.json", "report.html", "summary.json"]);
        _shell.Inside("certify", "first/plan.json").Code.ShouldBe(0);
        JsonNode summary = JsonNode.Parse(_shell.Read("first/summary.json"))!, plan = JsonNode.Parse(_shell.Read("first/plan.json"))!;
        summary["chi1"]!.GetValue<double>().ShouldBe(plan["chi1"]!.GetValue<double>(), 1e-12);
        summary["total_rate"]!.GetValue<double>().ShouldBe(plan["total_rate"]!.GetValue<double>(), 1e-12);

        Directory.Delete(_shell.Cache, recursive: true);
        _shell.Inside("replay", "first").Out.ShouldStartWith("bit-equal: ");
        // neither solved nor kept again
        Directory.Exists(_shell.Cache).ShouldBeFalse();

        // as a file of rates it gives the same run, and a run without a plan takes an old one away
        Digest("second", "--set", "rates=first/plan.json").ShouldBe(Digest("first"));
        Digest("first", "--set", "rates=uniform");
        File.Exists(_shell["first/plan.json"]).ShouldBeFalse();
    }

    [Fact]
    public void Go_on_after_an_interruption_without_the_solver()
    {
        string[] longer = ["--set", "stop={time: 6000}", "--set", "record.every=2"];
        using Process process = _shell.Start(["run", "run.yaml", "--out", "out", .. longer]);
        Shell.Until(() => File.Exists(_shell["out/metrics.csv"]), "the run does not begin");
        Shell.Signal(process, 2);
        Shell.Wait(process).Code.ShouldBe(130);
        string plan = _shell.Read("out/plan.json");
        Directory.Delete(_shell.Cache, recursive: true);
        _shell.Inside(["run", "run.yaml", "--resume", "out", .. longer]).Code.ShouldBe(0);
        // a new solution would have taken other seconds
        _shell.Read("out/plan.json").ShouldBe(plan);
        Digest("whole", longer).ShouldBe(JsonNode.Parse(_shell.Read("out/summary.json"))!["digest"]!.GetValue<string>());
    }

    [Fact]
    public void Follow_costs_caps_budgets_and_objective()
    {
        _shell.Write("costs.txt", string.Join('\n', Cliques().Append((I: 7, J: 8)).Select(e => $"{e.I} {e.J} {(e == (7, 8) ? 4 : 1)}")));
        _shell.Write("budgets.txt", "7 9\n");
        Digest("costs", "--set", "rates={kind: optimal, costs: costs.txt, budgets: budgets.txt}");
        JsonNode plan = JsonNode.Parse(_shell.Read("costs/plan.json"))!;
        plan["edges"]!.AsArray().Where(e => e!["i"]!.GetValue<int>() == 7 || e["j"]!.GetValue<int>() == 7).Sum(e => e!["rate"]!.GetValue<double>()).ShouldBeLessThanOrEqualTo(9 * (1 + 1e-10));
        plan["cost"]!.GetValue<double>().ShouldBeGreaterThan(plan["total_rate"]!.GetValue<double>());

        // the best weights for mixing, scaled to what DADAO needs
        Digest("mixing", "--set", "rates={kind: optimal, objective: connectivity}");
        JsonNode summary = JsonNode.Parse(_shell.Read("mixing/summary.json"))!;
        (summary["chi1"]!.GetValue<double>() * summary["chi2"]!.GetValue<double>()).ShouldBe(0.5, 1e-9);
        JsonNode.Parse(_shell.Read("mixing/plan.json"))!["objective"]!.GetValue<string>().ShouldBe("connectivity");
    }

    [Fact]
    public void Are_planned_for_each_graph_of_a_schedule()
    {
        Digest("turns", "--set", "graph={schedule: [barbell:16, ring:16, barbell:16], every: 0.5}", "--set", "stop={time: 20}");
        Files("turns").ShouldContain("plan-2.json");
        Files("turns").ShouldNotContain("plan-3.json");
        JsonNode summary = JsonNode.Parse(_shell.Read("turns/summary.json"))!;
        (summary["chi1"]!.GetValue<double>() * summary["chi2"]!.GetValue<double>()).ShouldBe(0.5, 1e-9);
        _shell.Inside("replay", "turns").Code.ShouldBe(0);
        // one graph after all
        Digest("turns");
        Files("turns").ShouldNotContain("plan-2.json");
    }

    private static IEnumerable<(int I, int J)> Cliques() =>
        from i in Enumerable.Range(0, 16) from j in Enumerable.Range(0, 16) where i < j && i / 8 == j / 8 select (i, j);

    private long Communications(string graph, string rates)
    {
        Finished finished = _shell.Inside("run", "run.yaml", "--json", "--set", $"graph={graph}", "--set", $"rates={rates}");
        finished.Code.ShouldBe(0, finished.Error);
        return JsonNode.Parse(finished.Out)!["communications"]!.GetValue<long>();
    }

    private string Digest(string folder, params string[] more)
    {
        Finished finished = _shell.Inside(["run", "run.yaml", "--json", "--out", folder, .. more]);
        finished.Code.ShouldBe(0, finished.Error);
        return JsonNode.Parse(finished.Out)!["digest"]!.GetValue<string>();
    }

    private string[] Files(string folder) => [.. Directory.GetFiles(_shell[folder]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
