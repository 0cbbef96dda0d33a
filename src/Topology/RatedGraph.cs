using System.Collections.Immutable;

namespace Gossip.Topology;

/// <summary>
/// A graph whose edges fire at given rates: edge e carries a Poisson clock of rate λ_e exchanges per unit of time
/// (a node takes one expected gradient per unit). Its rate matrix is Λ = Σ λ_e (e_i − e_j)(e_i − e_j)ᵀ.
/// </summary>
public sealed class RatedGraph
{
    /// <summary>Gives each edge, by its number, a finite rate ≥ 0.</summary>
    public RatedGraph(Graph graph, ImmutableArray<double> rates)
    {
        if (rates.Length != graph.Edges.Length)
            throw new ArgumentException($"{rates.Length} rates for {graph.Edges.Length} edges");
        for (int e = 0; e < rates.Length; e++)
            if (!(rates[e] >= 0 && double.IsFinite(rates[e])))
                throw new ArgumentException($"rate {rates[e]} of edge {graph.Edges[e].I}-{graph.Edges[e].J} is not a finite number ≥ 0");
        (Graph, Rates, TotalRate) = (graph, rates, rates.Sum());
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <summary>λ_e by edge number, exchanges per unit of time.</summary>
    public ImmutableArray<double> Rates { get; }

    /// <summary>Σ λ_e, expected exchanges per unit of time.</summary>
    public double TotalRate { get; }

    /// <summary>Every edge at the same rate, <paramref name="total"/> in sum.</summary>
    public static RatedGraph Uniform(Graph graph, double total = 1) =>
        new(graph, ImmutableArray.CreateRange(Enumerable.Repeat(total / graph.Edges.Length, graph.Edges.Length)));

    /// <summary>All rates times <paramref name="factor"/>; χ₁ and χ₂ are divided by it.</summary>
    public RatedGraph Scale(double factor) => new(Graph, ImmutableArray.CreateRange(Rates, r => r * factor));
}
