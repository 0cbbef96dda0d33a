using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// Where the method stands: the variables x = (λ, a, …) and, at every accepted x, the Laplacian and its inverse.
/// λ are the m edge rates; <see cref="A"/> is the lower bound on λ₂ where the program has one.
/// </summary>
internal sealed class Point
{
    private readonly Dense _factor, _weighted, _product;

    public Point(Incidence graph, int variables)
    {
        (int n, int r) = (graph.Nodes, graph.Rank);
        (Graph, X) = (graph, new double[variables]);
        (G, Inverse, Laplacian) = (new(n, n), new(r, r), new(r, r));
        (_factor, _weighted, _product) = (new(r, r), new(r, r), new(r, r));
    }

    public Incidence Graph { get; }

    /// <summary>All variables; the first m are λ.</summary>
    public double[] X { get; }

    public Span<double> Lambda => X.AsSpan(0, Graph.Edges);

    /// <summary>a, the variable after the rates.</summary>
    public double A => X[Graph.Edges];

    /// <summary>Λ in the tree's coordinates.</summary>
    public Dense Laplacian { get; }

    /// <summary>Λ⁻¹ in the tree's coordinates.</summary>
    public Dense Inverse { get; }

    /// <summary>Λ⁺, n × n, a row a place of the tree.</summary>
    public Dense G { get; }

    /// <summary>Forms Λ and its inverse at the present λ; false where the edges that fire do not connect the graph.</summary>
    public bool Refresh()
    {
        Graph.Laplacian(Lambda, Laplacian);
        _factor.CopyFrom(Laplacian);
        if (!Cholesky.Factor(_factor)) return false;
        Cholesky.Invert(_factor, Inverse);
        Graph.Expand(Inverse, G);
        return true;
    }

    /// <summary>λ₂ of Λ, to three digits, rather below than above.</summary>
    public double Lambda2()
    {
        double least = Lanczos.Least((x, y) =>
        {
            for (int i = 0; i < y.Length; i++) y[i] = -Rows.Dot(G.Row(i), x);
        }, Graph.Nodes, 1e-3);
        return -1 / least;
    }

    /// <summary>R_e = eᵀΛ⁺e for every edge.</summary>
    public double[] Resistances()
    {
        double[] resistances = new double[Graph.Edges];
        Graph.Forms(Inverse, resistances);
        return resistances;
    }

    /// <summary>T ← Λ⁻¹ΠΛ⁻¹ in the tree's coordinates.</summary>
    public void Square(Dense t)
    {
        _product.Clear();
        Product.Add(1, Graph.Identity.All, Inverse.All, _product.All);
        t.Clear();
        Product.Add(1, Inverse.All, _product.All, t.All, lower: true);
        t.MirrorLower();
    }

    /// <summary>T ← Λ⁻¹ (Σ w_e eeᵀ) T in the tree's coordinates, made symmetric.</summary>
    public void Bend(ReadOnlySpan<double> w, Dense t)
    {
        Graph.Laplacian(w, _weighted);
        _product.Clear();
        Product.Add(1, _weighted.All, t.All, _product.All);
        t.Clear();
        Product.Add(1, Inverse.All, _product.All, t.All);
        t.Symmetrize();
    }

    /// <summary>T ← Λ⁻¹ (Σ w_e eeᵀ) Λ⁻¹ in the tree's coordinates.</summary>
    public void Sandwich(ReadOnlySpan<double> w, Dense t)
    {
        Graph.Laplacian(w, _weighted);
        _product.Clear();
        Product.Add(1, _weighted.All, Inverse.All, _product.All);
        t.Clear();
        Product.Add(1, Inverse.All, _product.All, t.All, lower: true);
        t.MirrorLower();
    }
}
