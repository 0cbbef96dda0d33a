using System.Collections.Immutable;
using System.Globalization;
using Gossip.Sdp;

namespace Gossip.Cli.Commands;

/// <summary>What <c>gossip plan</c> prints for people.</summary>
internal static class PlanText
{
    public static string Of(Plan plan, string? file, string? picture)
    {
        RateProgram program = plan.Program;
        ImmutableArray<double> rates = plan.Rated.Rates;
        string objective = program.Objective.ToString().ToLowerInvariant();
        bool hasCosts = program.Costs.Any(c => c != 1);
        string rate = hasCosts ? "cost of the rates" : "total rate", unit = hasCosts ? "unit cost" : "unit total rate";
        (string value, string bound) = program.Objective switch
        {
            RateObjective.Communications => ($"{rate} with χ₁χ₂ = {FactTable.Number(program.Kappa)}", "no rates that hold every edge kept to χ₂ cost less"),
            RateObjective.Connectivity => ($"λ₂ at {unit}", "no rates have more"),
            _ => ($"total effective resistance at {unit}", "no rates have less"),
        };
        int silent = rates.Count(r => r == 0);
        double least = rates.Where(r => r > 0).Min();
        FactTable table = new FactTable()
            .Line("graph", $"{program.Graph.Name}: {program.Graph.Nodes} nodes, {program.Graph.Edges.Length} edges")
            .Line("objective", objective)
            .Line("value", $"{plan.Value.ToString("G10", CultureInfo.InvariantCulture)}, the {value}")
            .Line("bound", $"{plan.Bound.ToString("G10", CultureInfo.InvariantCulture)}: {bound}")
            .Line("gap", plan.Gap.ToString("G3", CultureInfo.InvariantCulture))
            .Line("rates", $"{FactTable.Number(least)} to {FactTable.Number(rates.Max())}, {FactTable.Number(plan.Rated.TotalRate)} in total")
            .Line("edges dropped", silent == 0 ? "none" : $"{silent} of {program.Graph.Edges.Length}")
            .Line("χ₁, χ₂", $"{FactTable.Number(plan.Chi1)}, {FactTable.Number(plan.Chi2)}")
            .Line("T = √(χ₁χ₂)", $"{FactTable.Number(plan.T)} at {unit}, {FactTable.Number(plan.UniformT)} with equal rates")
            .Line("factor won", $"{FactTable.Number(plan.Gain)} over equal rates, in {objective}")
            .Line("solved", $"{plan.Iterations} iterations, {plan.Seconds.ToString("0.###", CultureInfo.InvariantCulture)} s");
        table.Line("plan", file ?? "not kept; --out FILE writes it with its proof");
        if (picture is not null) table.Line("picture", picture);
        return table.ToString();
    }
}
