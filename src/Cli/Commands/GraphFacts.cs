using System.Text.Json;
using Gossip.Experiments.Report;
using Gossip.Topology;

namespace Gossip.Cli.Commands;

/// <summary>What <c>gossip graph</c> prints. λ₂, χ₁, χ₂ and resistances are those of the rates given; T is free of their scale.</summary>
internal sealed record GraphFacts
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required string Graph { get; init; }
    public required int Nodes { get; init; }
    public required int Edges { get; init; }
    public required int MinDegree { get; init; }
    public required double MeanDegree { get; init; }
    public required int MaxDegree { get; init; }
    public required double TotalRate { get; init; }
    public required double Lambda2 { get; init; }
    public required double Chi1 { get; init; }
    public required double Chi2 { get; init; }
    public required bool Chi2IsExact { get; init; }
    public required double MinResistance { get; init; }
    public required double MaxResistance { get; init; }

    /// <summary>√(χ₁χ₂) at unit total rate: communications are proportional to it.</summary>
    public required double T { get; init; }

    /// <summary>The same with equal rates.</summary>
    public required double TUniform { get; init; }

    /// <summary>The total rate at which χ₁χ₂ = ½ in these proportions: less diverges.</summary>
    public required double SmallestTotalRate { get; init; }

    public static GraphFacts Of(RatedGraph rated)
    {
        Graph graph = rated.Graph;
        Spectrum spectrum = Spectrum.Of(rated);
        double[] resistances = EffectiveResistances.Of(rated);
        int[] degrees = [.. Enumerable.Range(0, graph.Nodes).Select(graph.Degree)];
        double t = Math.Sqrt(spectrum.Chi1 * spectrum.Chi2) * rated.TotalRate;
        return new()
        {
            Graph = graph.Name,
            Nodes = graph.Nodes,
            Edges = graph.Edges.Length,
            MinDegree = degrees.Min(),
            MeanDegree = degrees.Average(),
            MaxDegree = degrees.Max(),
            TotalRate = rated.TotalRate,
            Lambda2 = spectrum.Lambda2,
            Chi1 = spectrum.Chi1,
            Chi2 = spectrum.Chi2,
            Chi2IsExact = spectrum.Chi2IsExact,
            MinResistance = resistances.Min(),
            MaxResistance = resistances.Max(),
            T = t,
            TUniform = rated.Rates.All(rate => rate == rated.Rates[0]) ? t : UniformT(graph),
            SmallestTotalRate = t / Math.Sqrt(RateGuard.Kappa),
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public string ToText() => new FactTable()
        .Line("graph", $"{Graph}: {Nodes} nodes, {Edges} edges")
        .Line("degrees", $"{MinDegree} to {MaxDegree}, mean {Number(MeanDegree)}")
        .Line("total rate", Number(TotalRate))
        .Line("λ₂", Number(Lambda2))
        .Line("χ₁ = 1/λ₂", Number(Chi1))
        .Line("χ₂", Number(Chi2) + (Chi2IsExact ? "" : " (an upper bound)"))
        .Line("resistances", $"{Number(MinResistance)} to {Number(MaxResistance)}")
        .Line("T = √(χ₁χ₂)", $"{Number(T)} at unit total rate, {Number(TUniform)} with equal rates")
        .Line("smallest rate", $"{Number(SmallestTotalRate)} in total in these proportions; less diverges")
        .ToString();

    private static string Number(double value) => FactTable.Number(value);

    private static double UniformT(Graph graph)
    {
        Spectrum uniform = Spectrum.Of(RatedGraph.Uniform(graph));
        return Math.Sqrt(uniform.Chi1 * uniform.Chi2);
    }
}
