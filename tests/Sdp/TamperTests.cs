using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gossip.Core;

namespace Gossip.Sdp.Tests;

/// <summary>A plan file in which anything was changed does not pass.</summary>
public class TamperTests
{
    private static readonly Dictionary<RateObjective, string> Files = Enum.GetValues<RateObjective>().ToDictionary(objective => objective, objective =>
        PlanFile.ToJson(RatePlanner.Solve(new RateProgram(
            Check.Graph("barbell:10"), objective,
            costs: [.. Enumerable.Range(0, 21).Select(e => 1 + 0.1 * (e % 3))],
            caps: [.. Enumerable.Range(0, 21).Select(e => e == 3 ? 2.0 : double.PositiveInfinity)],
            budgets: [.. Enumerable.Range(0, 10).Select(i => i == 4 ? objective == RateObjective.Communications ? 7.0 : 0.5 : double.PositiveInfinity)]))));

    public static TheoryData<RateObjective, string> Numbers => new(
        from file in Files from path in NumbersIn(JsonNode.Parse(file.Value)!) select (file.Key, path));

    private static IEnumerable<string> NumbersIn(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Value is null ? [] : NumbersIn(p.Value)),
        JsonArray a => a.SelectMany(v => NumbersIn(v!)),
        _ => node.GetValueKind() == JsonValueKind.Number ? [node.GetPath()] : [],
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_number_of_the_file_is_guarded(RateObjective objective, string path)
    {
        Holds(Files[objective]).ShouldBeTrue();
        Holds(Changed(Files[objective], path, x => Math.BitIncrement(x))).ShouldBeFalse();
        Holds(Changed(Files[objective], path, x => x + 1)).ShouldBeFalse();
        Holds(Changed(Files[objective], path, x => x * 0.5 + 0.1)).ShouldBeFalse();
    }

    /// <summary>The numbers that the proof rests on are also found out by whoever mends the digest.</summary>
    [Theory]
    [InlineData(RateObjective.Communications, "edges[0].rate edges[20].rate edges[9].cost budgets[0].limit kappa value bound cost chi1 chi2 t_uniform value_uniform dual.z[0][0] dual.z[0][9] dual.omega[20] dual.budgets[4]")]
    [InlineData(RateObjective.Connectivity, "edges[0].rate edges[20].rate edges[9].cost value bound cost chi1 chi2 t_uniform value_uniform dual.z[0][0] dual.z[0][9]")]
    [InlineData(RateObjective.Resistance, "edges[0].rate edges[20].rate edges[9].cost value bound cost chi1 chi2 t_uniform value_uniform")]
    public void Eigenvalues_and_weak_duality_find_it_out(RateObjective objective, string keys)
    {
        foreach (string key in keys.Split(' '))
            foreach (double factor in (double[])[1 + 1e-5, 0.5])
            {
                string json = Changed(Files[objective], "$." + key, x => factor * x);
                Certificate.Check(PlanFile.Parse(json, "plan", new List<string>())).Holds.ShouldBeFalse($"{key} times {factor}");
            }
    }

    [Fact]
    public void Words_are_guarded_too()
    {
        string json = Files[RateObjective.Communications];
        Holds(json.Replace("\"converged\"", "\"stalled\"")).ShouldBeFalse();
        Holds(json.Replace("barbell:10", "barbell:8")).ShouldBeFalse();
        Holds(json.Replace(",\"digest\"", ",\n\"digest\"")).ShouldBeTrue();
        JsonNode root = JsonNode.Parse(json)!;
        root.AsObject().Remove("digest");
        Holds(root.ToJsonString()).ShouldBeFalse();
    }

    [Fact]
    public void An_edge_more_than_the_proof_knows_of()
    {
        JsonNode root = JsonNode.Parse(Files[RateObjective.Communications])!;
        root["edges"]!.AsArray().Add(JsonNode.Parse("""{"i":8,"j":10,"rate":1}"""));
        Should.Throw<InputException>(() => PlanFile.Parse(root.ToJsonString(), "plan")).Message.ShouldStartWith("plan");
    }

    private static bool Holds(string json)
    {
        List<string> contradictions = [];
        try
        {
            return Certificate.Check(PlanFile.Parse(json, "plan", contradictions)).Holds & contradictions.Count == 0;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static string Changed(string json, string path, Func<double, double> change)
    {
        JsonNode root = JsonNode.Parse(json)!, node = root;
        foreach (string step in path.Split('.', '[')[1..])
            node = step.EndsWith(']') ? node[int.Parse(step[..^1], CultureInfo.InvariantCulture)]! : node[step]!;
        double value = change(node.GetValue<double>());
        if (node.GetValueKind() == JsonValueKind.Number && value == Math.Round(value) && Math.Abs(value) < 1e6) node.ReplaceWith((int)value);
        else node.ReplaceWith(value);
        return root.ToJsonString();
    }
}
