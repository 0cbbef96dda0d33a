using Gossip.Topology;

namespace Gossip.Sdp.Proof;

/// <summary>What a dual point puts on each edge of a plan, edge by edge from the columns Ge.</summary>
internal sealed class EdgeLoads
{
    private readonly Plan _plan;

    public EdgeLoads(Plan plan, IPseudoInverse g)
    {
        _plan = plan;
        Graph graph = plan.Program.Graph;
        int m = graph.Edges.Length;
        Kept = [.. Enumerable.Range(0, m).Where(e => !plan.Dropped[e])];
        (Dual, SquaredColumn) = (new double[m], new double[m]);
        int[] active = plan.Dual.Omega.IsEmpty ? [] : [.. Kept.Where(f => plan.Dual.Omega[f] > 0)];
        double[] x = new double[graph.Nodes];
        foreach (int e in Kept)
        {
            (int i, int j) = (graph.Edges[e].I, graph.Edges[e].J);
            g.Column(i, j, x);
            double resistance = x[i] - x[j];
            if (plan.Rated.Rates[e] > 0) Chi2 = Math.Max(Chi2, resistance / 2);
            foreach (double entry in x) SquaredColumn[e] += entry * entry;
            if (active.Length > 0) Energy += 2 * plan.Dual.Omega[e] * resistance;
            foreach (int f in active)
            {
                double k = x[graph.Edges[f].I] - x[graph.Edges[f].J];
                Dual[e] += plan.Dual.Omega[f] * k * k;
            }
            foreach (var z in plan.Dual.Z) Dual[e] += (z[i] - z[j]) * (z[i] - z[j]);
        }
        foreach (var z in plan.Dual.Z)
        {
            double mean = z.Average();
            TraceOfZ += z.Sum(entry => (entry - mean) * (entry - mean));
        }
    }

    /// <summary>The edges that are not dropped.</summary>
    public int[] Kept { get; }

    /// <summary>eᵀZe + Σ ω_f (eᵀGf)².</summary>
    public double[] Dual { get; }

    /// <summary>|Ge|².</summary>
    public double[] SquaredColumn { get; }

    /// <summary>2 Σ ω_f R_f.</summary>
    public double Energy { get; }

    /// <summary>Tr ΠZΠ.</summary>
    public double TraceOfZ { get; }

    /// <summary>Half of the largest resistance of an edge that fires.</summary>
    public double Chi2 { get; }

    /// <summary>v_e + w_i + w_j.</summary>
    public double Relief(int e) =>
        _plan.Dual.Caps[e] + _plan.Dual.Budgets[_plan.Program.Graph.Edges[e].I] + _plan.Dual.Budgets[_plan.Program.Graph.Edges[e].J];
}
