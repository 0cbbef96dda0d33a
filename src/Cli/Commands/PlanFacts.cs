using System.Text.Json;
using Gossip.Sdp;

namespace Gossip.Cli.Commands;

/// <summary>What <c>gossip plan --json</c> prints.</summary>
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
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
