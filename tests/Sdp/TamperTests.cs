using System.Text.Json.Nodes;
using Gossip.Core;

namespace Gossip.Sdp.Tests;

/// <summary>A plan file in which anything that counts was changed does not pass.</summary>
public class TamperTests
{
    private static readonly string Json = PlanFile.ToJson(RatePlanner.Solve(new RateProgram(
        Check.Graph("barbell:10"), budgets: [.. Enumerable.Range(0, 10).Select(i => i == 4 ? 6.0 : double.PositiveInfinity)])));

    private static readonly string Mixing = PlanFile.ToJson(Check.Solve("grid:3x4", RateObjective.Connectivity));

    private static readonly string Resistance = PlanFile.ToJson(Check.Solve("grid:3x4", RateObjective.Resistance));

    public static TheoryData<string> Communications => new(
        "edges[0].rate", "edges[20].rate", "value", "bound", "gap", "chi1", "chi2", "lambda2", "t", "t_uniform", "value_uniform", "gain",
        "total_rate", "cost", "kappa", "dual.z[0][0]", "dual.z[0][9]", "dual.omega[20]", "dual.budgets[4]", "budgets[0].limit");

    [Theory]
    [MemberData(nameof(Communications))]
    public void A_communications_plan(string key) => Rejected(Json, key);

    [Theory]
    [InlineData("edges[0].rate")]
    [InlineData("value")]
    [InlineData("bound")]
    [InlineData("dual.z[0][0]")]
    [InlineData("dual.total")]
    public void A_connectivity_plan(string key) => Rejected(Mixing, key);

    [Theory]
    [InlineData("edges[3].rate")]
    [InlineData("value")]
    [InlineData("bound")]
    public void A_resistance_plan(string key) => Rejected(Resistance, key);

    private static void Rejected(string json, string key)
    {
        Certificate.Check(PlanFile.Parse(json, "plan")).Holds.ShouldBeTrue();
        foreach (double factor in (double[])[1 + 1e-5, 0.5])
        {
            JsonNode root = JsonNode.Parse(json)!;
            JsonNode node = root;
            foreach (string step in key.Split('.', '['))
                node = step.EndsWith(']') ? node[int.Parse(step[..^1])]! : node[step]!;
            node.ReplaceWith(node.GetValue<double>() * factor);
            string text = root.ToJsonString();
            try
            {
                Certificate.Check(PlanFile.Parse(text, "plan")).Holds.ShouldBeFalse($"{key} times {factor}");
            }
            catch (InputException)
            {
                // the file contradicts itself
            }
        }
    }

    [Fact]
    public void An_edge_more_than_the_proof_knows_of()
    {
        JsonNode root = JsonNode.Parse(Json)!;
        root["edges"]!.AsArray().Add(JsonNode.Parse("""{"i":8,"j":10,"rate":1}"""));
        Should.Throw<InputException>(() => PlanFile.Parse(root.ToJsonString(), "plan")).Message.ShouldStartWith("plan");
    }
}
