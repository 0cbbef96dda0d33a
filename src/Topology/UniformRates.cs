namespace Gossip.Topology;

/// <summary>Rates that are equal on all edges of a graph.</summary>
public static class UniformRates
{
    /// <summary>
    /// The smallest uniform rates with χ₁χ₂ ≤ <paramref name="kappa"/>: with χ₁* and χ₂* the largest over the graphs at unit
    /// total rate, every graph gets the total T = √(χ₁*χ₂*/κ). For one graph χ₁χ₂ = κ.
    /// </summary>
    public static RatedGraph[] Smallest(IReadOnlyList<Graph> graphs, double kappa = RateGuard.Kappa)
    {
        Spectrum[] unit = [.. graphs.Select(g => Spectrum.Of(RatedGraph.Uniform(g)))];
        double total = Math.Sqrt(unit.Max(s => s.Chi1) * unit.Max(s => s.Chi2) / kappa);
        return [.. graphs.Select(g => RatedGraph.Uniform(g, total))];
    }

    /// <summary>The smallest uniform rates of one graph.</summary>
    public static RatedGraph Smallest(Graph graph, double kappa = RateGuard.Kappa) => Smallest([graph], kappa)[0];
}
