using Gossip.Topology;

namespace Gossip.Sdp.Tests.Literal;

/// <summary>The three programs written out as semidefinite programs on the vectors that sum to zero, block by block.</summary>
internal static class LiteralProgram
{
    public static double Solve(RateProgram program)
    {
        SdpaProblem problem = new();
        bool communications = program.Objective == RateObjective.Communications;
        int[] rates = [.. program.Costs.Select(c => problem.Variable(communications ? c : 0))];
        foreach (int rate in rates) problem.AtMost(0, [(rate, -1)]);
        if (!communications) problem.AtMost(1, rates.Select((r, e) => (r, program.Costs[e])));
        for (int e = 0; e < rates.Length; e++)
            if (double.IsFinite(program.Caps[e])) problem.AtMost(program.Caps[e], [(rates[e], 1)]);
        for (int i = 0; i < program.Graph.Nodes; i++)
            if (double.IsFinite(program.Budgets[i]))
                problem.AtMost(program.Budgets[i], program.Graph.NeighboursOf(i).ToArray().Select(v => (rates[v.Edge], 1.0)));

        double[][] edges = [.. program.Graph.Edges.Select(edge => Coordinates(program.Graph.Nodes, edge))];
        if (program.Objective == RateObjective.Resistance) return Resistance(problem, rates, edges);
        int a = problem.Variable(communications ? 0 : -1);
        Connected(problem, rates, edges, a);
        if (communications) Resistances(problem, rates, edges, a, program.Kappa);
        return communications ? problem.Solve() : -problem.Solve();
    }

    /// <summary>Λ − aI ⪰ 0.</summary>
    private static void Connected(SdpaProblem problem, int[] rates, double[][] edges, int a)
    {
        int block = problem.Block(edges[0].Length);
        for (int e = 0; e < rates.Length; e++) problem.PutSquare(rates[e], block, edges[e]);
        for (int i = 0; i < edges[0].Length; i++) problem.Put(a, block, i, i, -1);
    }

    /// <summary>[Λ, f; fᵀ, 2κa] ⪰ 0 for every edge f.</summary>
    private static void Resistances(SdpaProblem problem, int[] rates, double[][] edges, int a, double kappa)
    {
        int size = edges[0].Length;
        foreach (double[] f in edges)
        {
            int block = problem.Block(size + 1);
            for (int e = 0; e < rates.Length; e++) problem.PutSquare(rates[e], block, edges[e]);
            for (int i = 0; i < size; i++) problem.Put(0, block, i, size, f[i]);
            problem.Put(a, block, size, size, 2 * kappa);
        }
    }

    /// <summary>min n Tr Y with [Λ, I; I, Y] ⪰ 0.</summary>
    private static double Resistance(SdpaProblem problem, int[] rates, double[][] edges)
    {
        int size = edges[0].Length, block = problem.Block(2 * size);
        for (int e = 0; e < rates.Length; e++) problem.PutSquare(rates[e], block, edges[e]);
        for (int i = 0; i < size; i++)
        {
            problem.Put(0, block, i, size + i, 1);
            for (int j = i; j < size; j++) problem.Put(problem.Variable(i == j ? size + 1 : 0), block, size + i, size + j, 1);
        }
        return problem.Solve();
    }

    /// <summary>e_i − e_j in Helmert's orthonormal basis, whose vector k is (1, …, 1, −k, 0, …, 0) / √(k(k+1)) with k ones.</summary>
    private static double[] Coordinates(int nodes, Edge edge)
    {
        double[] x = new double[nodes - 1];
        for (int k = 1; k < nodes; k++) x[k - 1] = (Entry(edge.I, k) - Entry(edge.J, k)) / Math.Sqrt(k * (k + 1.0));
        return x;

        static double Entry(int i, int k) => i < k ? 1 : i == k ? -k : 0;
    }
}
