using Gossip.Topology;

namespace Gossip.Sdp.Proof;

/// <summary>What a dual point puts on each edge of a plan.</summary>
internal sealed class EdgeLoads
{
    private readonly Plan _plan;

    /// <summary>With the forms of the dual point's Λ⁺, weighted by its ω.</summary>
    public EdgeLoads(Plan plan, EdgeForms forms)
    {
        _plan = plan;
        Graph graph = plan.Program.Graph;
        int m = graph.Edges.Length;
        Kept = [.. Enumerable.Range(0, m).Where(e => !plan.Dropped[e])];
        Dual = new double[m];
        foreach (int e in Kept)
        {
            (int i, int j) = (graph.Edges[e].I, graph.Edges[e].J);
            if (!plan.Dual.Omega.IsEmpty)
            {
                Energy += 2 * plan.Dual.Omega[e] * forms.Resistances[e];
                Dual[e] += forms.Second[e];
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

    /// <summary>2 Σ ω_f R_f.</summary>
    public double Energy { get; }

    /// <summary>Tr ΠZΠ.</summary>
    public double TraceOfZ { get; }

    /// <summary>v_e + w_i + w_j.</summary>
    public double Relief(int e) =>
        _plan.Dual.Caps[e] + _plan.Dual.Budgets[_plan.Program.Graph.Edges[e].I] + _plan.Dual.Budgets[_plan.Program.Graph.Edges[e].J];
}
