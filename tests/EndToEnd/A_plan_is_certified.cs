using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class A_plan_is_certified : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Its_JSON_has_the_agreed_keys_and_the_closed_form_of_a_path()
    {
        Finished finished = _shell.Gossip("plan", "path:16", "--json");
        (finished.Code, finished.Error).ShouldBe((0, ""));
        JsonObject plan = JsonNode.Parse(finished.Out)!.AsObject();
        plan.Select(pair => pair.Key).ShouldBe("objective nodes edges total_rate value bound gap chi1 chi2 lambda2 t t_uniform gain iterations seconds".Split(' '), ignoreOrder: true);
        foreach (JsonNode? edge in plan["edges"]!.AsArray()) edge!.AsObject().Select(pair => pair.Key).ShouldBe(["i", "j", "rate"]);
        // uniform rates are best on a path: T = (n − 1)/(2√(1 − cos(π/n)))
        double t = 15 / (2 * Math.Sqrt(1 - Math.Cos(Math.PI / 16)));
        Number(plan, "t").ShouldBe(t, 1e-8 * t);
        Number(plan, "t_uniform").ShouldBe(t, 1e-8 * t);
        Number(plan, "total_rate").ShouldBe(Math.Sqrt(2) * t, 1e-8 * t);
        Number(plan, "gain").ShouldBe(1, 1e-8);
        Number(plan, "gap").ShouldBeInRange(0, 1e-9);
        (Number(plan, "chi1") * Number(plan, "chi2")).ShouldBe(0.5, 1e-9);
    }

    [Theory]
    [InlineData("connectivity", 12.0 / (512 - 8))] // λ₂ of a path with the best weights: 12/(n³ − n)
    [InlineData("resistance", 8 * 8.0 * 8)] // checked below by its own sum
    public void Both_other_objectives_have_the_closed_forms_of_a_path(string objective, double value)
    {
        // the best weights of a tree go as √(k(n − k)): total resistance (Σ √(k(n − k)))²
        if (objective == "resistance") value = Math.Pow(Enumerable.Range(1, 7).Sum(k => Math.Sqrt(k * (8 - k))), 2);
        JsonNode plan = JsonNode.Parse(_shell.Inside("plan", "path:8", "--objective", objective, "--json").Out)!;
        Number(plan, "value").ShouldBe(value, 1e-8 * value);
        Number(plan, "total_rate").ShouldBe(1, 1e-9);
        plan["objective"]!.GetValue<string>().ShouldBe(objective);
    }

    [Fact]
    public void Its_file_passes_and_its_picture_shows_uniform_beside_optimal()
    {
        Finished finished = _shell.Inside("plan", "barbell:16", "--out", "deep/plan.json", "--svg", "deep/plan.svg");
        (finished.Code, finished.Error).ShouldBe((0, ""));
        foreach (string line in (string[])["value ", "bound ", "gap ", "χ₁, χ₂ ", "T = √(χ₁χ₂) ", "factor won     3.8315", "edges dropped ", "solved ", "plan           deep/plan.json", "picture        deep/plan.svg"])
            finished.Out.ShouldContain('\n' + line);
        Directory.GetFiles(_shell.Folder, "*", SearchOption.AllDirectories).ShouldBe([_shell["deep/plan.json"], _shell["deep/plan.svg"]], ignoreOrder: true);
        string picture = _shell.Read("deep/plan.svg");
        picture.ShouldContain("uniform: 126 exchanges per unit of time");
        picture.ShouldContain("optimal: 32.9 exchanges per unit of time");

        Finished certified = _shell.Inside("certify", "deep/plan.json");
        (certified.Code, certified.Error).ShouldBe((0, ""));
        foreach (string quantity in (string[])["chi1 ", "chi2 ", "value ", "bound ", "t_uniform "]) certified.Out.ShouldContain("\n  " + quantity);
        certified.Out.ShouldContain("\nholds: ");
        JsonNode verdict = JsonNode.Parse(_shell.Inside("certify", "deep/plan.json", "--json").Out)!;
        verdict["holds"]!.GetValue<bool>().ShouldBeTrue();
        Number(verdict, "gap").ShouldBeInRange(0, 1e-9);
        Number(verdict, "value").ShouldBe(32.92391610, 1e-6);
    }

    [Theory]
    [InlineData("edges[3].rate")]
    [InlineData("value")]
    [InlineData("bound")]
    [InlineData("chi1")]
    [InlineData("t")]
    [InlineData("t_uniform")]
    [InlineData("gain")]
    [InlineData("gap")]
    [InlineData("total_rate")]
    [InlineData("dual.omega[9]")]
    public void Once_tampered_with_it_fails_and_the_complaint_is_told(string key)
    {
        _shell.Inside("plan", "lollipop:8", "--out", "plan.json");
        JsonNode root = JsonNode.Parse(_shell.Read("plan.json"))!, node = root;
        foreach (string step in key.Split('.', '[')) node = step.EndsWith(']') ? node[int.Parse(step[..^1])]! : node[step]!;
        node.ReplaceWith(node.GetValue<double>() * 1.001);
        _shell.Write("plan.json", root.ToJsonString());
        Finished certified = _shell.Inside("certify", "plan.json");
        certified.Code.ShouldBe(1);
        certified.Error.ShouldStartWith("error: plan.json: ");
        certified.Out.ShouldContain("does not hold: ");
    }

    [Fact]
    public void Costs_stand_in_a_file_of_their_own_or_in_that_of_the_graph()
    {
        _shell.Write("costly.edges", "0 1 1 3\n1 2 1 1\n0 2 1 2\n2 3 1 5\n");
        _shell.Write("plain.edges", "0 1\n1 2\n0 2\n2 3\n");
        _shell.Write("costs.txt", "0 1 3\n1 2 1\n0 2 2\n2 3 5\n");
        JsonNode own = JsonNode.Parse(_shell.Inside("plan", "costly.edges", "--json").Out)!;
        JsonNode given = JsonNode.Parse(_shell.Inside("plan", "plain.edges", "--costs", "costs.txt", "--json").Out)!;
        given["edges"]!.ToJsonString().ShouldBe(own["edges"]!.ToJsonString());
        double[] costs = [3, 2, 1, 5];
        Number(own, "value").ShouldBe(own["edges"]!.AsArray().Select((edge, e) => costs[e] * Number(edge!, "rate")).Sum(), 1e-12);
        _shell.Inside("plan", "plain.edges", "--costs", "costs.txt").Out.ShouldContain("the cost of the rates with χ₁χ₂ = 0.5");
    }

    [Fact]
    public void Interrupted_it_writes_nothing()
    {
        using Process process = _shell.Start("plan", "erdos-renyi:120,p=0.5", "--out", "plan.json", "--svg", "plan.svg");
        Shell.Until(() => process.TotalProcessorTime.TotalSeconds > 1.5, "no work is done");
        Shell.Signal(process, 2);
        Finished finished = Shell.Wait(process);
        (finished.Code, finished.Out, finished.Error).ShouldBe((130, "", "error: interrupted before anything was written\n"));
        Directory.GetFiles(_shell.Folder).ShouldBeEmpty();
    }

    private static double Number(JsonNode facts, string key) => facts[key]!.GetValue<double>();
}
