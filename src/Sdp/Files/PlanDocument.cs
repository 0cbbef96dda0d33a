using System.Text.Json.Serialization;

namespace Gossip.Sdp;

/// <summary>A plan as it stands in JSON, keys in snake case. What is null is left out.</summary>
internal sealed record PlanDocument
{
    public sealed record EdgeRow
    {
        public required int I { get; init; }
        public required int J { get; init; }
        public required double Rate { get; init; }
        public double? Cost { get; init; }
        public double? Cap { get; init; }
        public bool? Dropped { get; init; }
    }

    public sealed record BudgetRow
    {
        public required int Node { get; init; }
        public required double Limit { get; init; }
    }

    public sealed record DualRow
    {
        public required double[][] Z { get; init; }
        public required double[] Omega { get; init; }
        public required double[] Caps { get; init; }
        public required double[] Budgets { get; init; }
        public required double Total { get; init; }
        public double[]? Rates { get; init; }
    }

    public required string Objective { get; init; }
    public required double Kappa { get; init; }
    public required string Graph { get; init; }
    public required int Nodes { get; init; }
    public required EdgeRow[] Edges { get; init; }
    public BudgetRow[]? Budgets { get; init; }
    public required double TotalRate { get; init; }
    public required double Cost { get; init; }
    public required double Value { get; init; }
    public required double ValueBeforeDropping { get; init; }
    public required double Bound { get; init; }
    public required double Gap { get; init; }
    public required double Chi1 { get; init; }
    public required double Chi2 { get; init; }
    public required double Lambda2 { get; init; }
    public required double T { get; init; }
    public required double TUniform { get; init; }
    public required double ValueUniform { get; init; }
    public required double Gain { get; init; }
    public required int Iterations { get; init; }
    public required double Seconds { get; init; }
    public required string Termination { get; init; }

    [JsonPropertyOrder(1)]
    public DualRow? Dual { get; init; }

    /// <summary>A hash of all the rest; null where there is no dual point.</summary>
    [JsonPropertyOrder(2)]
    public string? Digest { get; init; }
}
