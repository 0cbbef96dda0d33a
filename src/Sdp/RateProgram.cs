using System.Collections.Immutable;
using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp;

/// <summary>
/// The question: which rates λ_e ≥ 0 are best for <see cref="Objective"/> on a graph, given what an exchange on each
/// edge costs, how often each edge may fire at most, and how many exchanges each node can take part in.
/// </summary>
public sealed record RateProgram
{
    /// <summary>Checks the data: a graph on at least two nodes, finite costs &gt; 0, κ &gt; 0, caps and budgets ≥ 0.</summary>
    /// <exception cref="InputException">one line that names the value at fault</exception>
    public RateProgram(
        Graph graph, RateObjective objective = RateObjective.Communications, double kappa = 0.5,
        ImmutableArray<double> costs = default, ImmutableArray<double> caps = default, ImmutableArray<double> budgets = default)
    {
        int m = graph.Edges.Length;
        (Graph, Objective, Kappa) = (graph, objective, kappa);
        Costs = costs.IsDefault ? Constant(1, m) : costs;
        Caps = caps.IsDefault ? Constant(double.PositiveInfinity, m) : caps;
        Budgets = budgets.IsDefault ? Constant(double.PositiveInfinity, graph.Nodes) : budgets;

        if (graph.Nodes < 2) throw InputException.At(graph.Name, $"{graph.Nodes} node", "a graph on at least 2 nodes");
        if (!(kappa > 0 && double.IsFinite(kappa))) throw InputException.At("kappa", $"{kappa}", "a finite number > 0");
        if (Costs.Length != m) throw new ArgumentException($"{Costs.Length} costs for {m} edges");
        if (Caps.Length != m) throw new ArgumentException($"{Caps.Length} caps for {m} edges");
        if (Budgets.Length != graph.Nodes) throw new ArgumentException($"{Budgets.Length} budgets for {graph.Nodes} nodes");
        for (int e = 0; e < m; e++)
        {
            if (!(Costs[e] > 0 && double.IsFinite(Costs[e])))
                throw InputException.At($"cost of edge {Name(e)}", $"{Costs[e]}", "a finite number > 0");
            if (!(Caps[e] >= 0)) throw InputException.At($"cap of edge {Name(e)}", $"{Caps[e]}", "a number ≥ 0");
        }
        for (int i = 0; i < graph.Nodes; i++)
            if (!(Budgets[i] >= 0)) throw InputException.At($"budget of node {i}", $"{Budgets[i]}", "a number ≥ 0");
    }

    /// <summary>What is optimised.</summary>
    public RateObjective Objective { get; }

    /// <summary>The graph whose edges get rates.</summary>
    public Graph Graph { get; }

    /// <summary>κ: communications are counted at χ₁χ₂ ≤ κ. DADAO's constants need 1/2.</summary>
    public double Kappa { get; }

    /// <summary>c_e by edge number; 1 unless given.</summary>
    public ImmutableArray<double> Costs { get; }

    /// <summary>u_e by edge number, λ_e ≤ u_e; infinite unless given.</summary>
    public ImmutableArray<double> Caps { get; }

    /// <summary>b_i by node, Σ_j λ_ij ≤ b_i; infinite unless given.</summary>
    public ImmutableArray<double> Budgets { get; }

    /// <summary>Whether any cap or budget is finite.</summary>
    internal bool IsLimited => Caps.Any(double.IsFinite) || Budgets.Any(double.IsFinite);

    /// <summary>The same question without caps and budgets.</summary>
    internal RateProgram Unlimited() => new(Graph, Objective, Kappa, Costs);

    /// <summary>The same question on some of the edges, given by number.</summary>
    internal RateProgram Only(IReadOnlyList<int> edges) => new(
        new Graph(Graph.Nodes, edges.Select(e => Graph.Edges[e]), Graph.Name), Objective, Kappa,
        [.. edges.Select(e => Costs[e])], [.. edges.Select(e => Caps[e])], Budgets);

    /// <summary>"i-j" of an edge.</summary>
    internal string Name(int edge) => $"{Graph.Edges[edge].I}-{Graph.Edges[edge].J}";

    private static ImmutableArray<double> Constant(double value, int count) => [.. Enumerable.Repeat(value, count)];
}
