using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gossip.Sdp;

namespace Gossip.Cli.Commands;

/// <summary>What <c>gossip plan</c> prints.</summary>
internal sealed record PlanFacts
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public sealed record EdgeRate(int I, int J, double Rate);

    public required string Objective { get; init; }
    public required int Nodes { get; init; }
    public required EdgeRate[] Edges { get; init; }
    public required double TotalRate { get; init; }

    /// <summary>Σ c_e λ_e, λ₂ or n Tr Λ⁺, by objective.</summary>
    public required double Value { get; init; }
    public required double Bound { get; init; }
    public required double Gap { get; init; }
    public required double Chi1 { get; init; }
    public required double Chi2 { get; init; }
    public required double Lambda2 { get; init; }

    /// <summary>√(χ₁χ₂) at unit total rate, a rate counting by its cost.</summary>
    public required double T { get; init; }
    public required double TUniform { get; init; }
    public required double Gain { get; init; }
    public required int Iterations { get; init; }
    public required double Seconds { get; init; }

    [JsonIgnore]
    public required Plan Plan { get; init; }

    public static PlanFacts Of(Plan plan) => new()
    {
        Objective = plan.Program.Objective.ToString().ToLowerInvariant(),
        Nodes = plan.Program.Graph.Nodes,
        Edges = [.. plan.Program.Graph.Edges.Select((edge, e) => new EdgeRate(edge.I, edge.J, plan.Rated.Rates[e]))],
        TotalRate = plan.Rated.TotalRate,
        Value = plan.Value,
        Bound = plan.Bound,
        Gap = plan.Gap,
        Chi1 = plan.Chi1,
        Chi2 = plan.Chi2,
        Lambda2 = plan.Lambda2,
        T = plan.T,
        TUniform = plan.UniformT,
        Gain = plan.Gain,
        Iterations = plan.Iterations,
        Seconds = plan.Seconds,
        Plan = plan,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToText(string? file, string? picture)
    {
        RateProgram program = Plan.Program;
        bool hasCosts = program.Costs.Any(c => c != 1);
        string rate = hasCosts ? "cost of the rates" : "total rate", unit = hasCosts ? "unit cost" : "unit total rate";
        (string value, string bound) = program.Objective switch
        {
            RateObjective.Communications => ($"{rate} with χ₁χ₂ = {FactTable.Number(program.Kappa)}", "no rates cost less"),
            RateObjective.Connectivity => ($"λ₂ at {unit}", "no rates have more"),
            _ => ($"total effective resistance at {unit}", "no rates have less"),
        };
        int silent = Plan.Rated.Rates.Count(r => r == 0);
        double least = Plan.Rated.Rates.Where(r => r > 0).Min();
        FactTable table = new FactTable()
            .Line("graph", $"{program.Graph.Name}: {Nodes} nodes, {Edges.Length} edges")
            .Line("objective", Objective)
            .Line("value", $"{Value.ToString("G10", CultureInfo.InvariantCulture)}, the {value}")
            .Line("bound", $"{Bound.ToString("G10", CultureInfo.InvariantCulture)}: {bound}")
            .Line("gap", Gap.ToString("G3", CultureInfo.InvariantCulture))
            .Line("rates", $"{FactTable.Number(least)} to {FactTable.Number(Plan.Rated.Rates.Max())}, {FactTable.Number(TotalRate)} in total")
            .Line("edges dropped", silent == 0 ? "none" : $"{silent} of {Edges.Length}")
            .Line("χ₁, χ₂", $"{FactTable.Number(Chi1)}, {FactTable.Number(Chi2)}")
            .Line("T = √(χ₁χ₂)", $"{FactTable.Number(T)} at {unit}, {FactTable.Number(TUniform)} with equal rates")
            .Line("factor won", $"{FactTable.Number(Gain)} over equal rates, in {Objective}")
            .Line("solved", $"{Iterations} iterations, {Seconds.ToString("0.###", CultureInfo.InvariantCulture)} s");
        table.Line("plan", file ?? "not kept; --out FILE writes it with its proof");
        if (picture is not null) table.Line("picture", picture);
        return table.ToString();
    }
}
