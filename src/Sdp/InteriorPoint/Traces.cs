using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>Traces of symmetric matrices and of their products.</summary>
internal static class Traces
{
    /// <summary>Tr M.</summary>
    public static double Of(Dense m)
    {
        double sum = 0;
        for (int i = 0; i < m.Rows; i++) sum += m[i, i];
        return sum;
    }

    /// <summary>⟨A, B⟩ = Tr AᵀB.</summary>
    public static double Of(Dense a, Dense b)
    {
        double sum = 0;
        for (int i = 0; i < a.Rows; i++) sum += Rows.Dot(a.Row(i), b.Row(i));
        return sum;
    }

    /// <summary>⟨Σ w_e eeᵀ, M⟩.</summary>
    public static double Of(Incidence graph, ReadOnlySpan<double> w, Dense m)
    {
        double[] forms = new double[graph.Edges];
        graph.Forms(m, forms);
        return Rows.Dot(w, forms);
    }
}
