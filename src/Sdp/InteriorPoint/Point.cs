using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// Where the method stands: the variables x = (λ, a, …) and, at every accepted x, the pseudo-inverse G = Λ⁺ (n × n).
/// λ are the m edge rates; <see cref="A"/> is the lower bound on λ₂ where the program has one.
/// </summary>
internal sealed class Point
{
    private readonly Dense _reduced, _inverse, _scratch;

    public Point(Incidence graph, int variables)
    {
        (Graph, Basis) = (graph, new OnesComplement(graph.Nodes));
        X = new double[variables];
        int n = graph.Nodes;
        (G, Laplacian, _scratch) = (new(n, n), new(n, n), new(n, n));
        (_reduced, _inverse) = (new(n - 1, n - 1), new(n - 1, n - 1));
    }

    public Incidence Graph { get; }

    public OnesComplement Basis { get; }

    /// <summary>All variables; the first m are λ.</summary>
    public double[] X { get; }

    public Span<double> Lambda => X.AsSpan(0, Graph.Edges);

    /// <summary>a, the variable after the rates.</summary>
    public double A => X[Graph.Edges];

    /// <summary>Λ⁺.</summary>
    public Dense G { get; }

    /// <summary>Λ.</summary>
    public Dense Laplacian { get; }

    /// <summary>Forms Λ and G of the present λ; false where Λ is not positive definite on 1-perp.</summary>
    public bool Refresh()
    {
        Graph.Laplacian(Lambda, Laplacian);
        Basis.Reduce(Laplacian, _reduced);
        if (!Cholesky.Factor(_reduced)) return false;
        Cholesky.Invert(_reduced, _inverse);
        Basis.Expand(_inverse, G);
        return true;
    }

    /// <summary>λ₂ of Λ, to three digits, rather below than above.</summary>
    public double Lambda2()
    {
        double[] x = new double[Graph.Nodes], y = new double[Graph.Nodes];
        double least = Lanczos.Least((from, to) =>
        {
            Basis.Expand(from, x);
            for (int i = 0; i < x.Length; i++) y[i] = -Rows.Dot(G.Row(i), x);
            Basis.Reduce(y, to);
        }, Graph.Nodes - 1, 1e-3);
        return -1 / least;
    }

    /// <summary>T ← G (Σ w_e eeᵀ) G.</summary>
    public void Sandwich(ReadOnlySpan<double> w, Dense t)
    {
        Graph.Multiply(w, G, _scratch);
        t.Clear();
        Product.Add(1, G.All, _scratch.All, t.All, lower: true);
        t.MirrorLower();
    }
}
