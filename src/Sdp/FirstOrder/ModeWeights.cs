using Gossip.Topology;

namespace Gossip.Sdp.FirstOrder;

/// <summary>1/λ₂ as a smooth function: (Σ λ_k^−p)^(1/p), with Z = Σ ζ_k v_k v_kᵀ, ⟨Z, Λ⟩ = 1, as its derivative.</summary>
internal sealed class ModeWeights(Graph graph, Resistances green)
{
    /// <summary>Below it too many modes would count.</summary>
    private const double LeastPower = 60;
    private const double Precision = 5e-3;

    private readonly SlowModes _modes = new(graph.Nodes, green);
    private double[] _weights = [];

    /// <summary>λ₂.</summary>
    public double Lambda2 => _modes.Values[0];

    /// <summary>Tr Z, at most 1/λ₂.</summary>
    public double Trace { get; private set; }

    /// <summary>eᵀZe by edge.</summary>
    public double[] Forms { get; } = new double[graph.Edges.Length];

    /// <summary>The smoothed log 1/λ₂ of the Λ that was eliminated last.</summary>
    public double Log(double power)
    {
        power = Math.Max(power, LeastPower);
        _modes.Find(power, Precision / power);
        double[] inverse = [.. _modes.Values.Select(v => 1 / v)];
        _weights = new double[inverse.Length];
        double log = SoftMaximum.Log(inverse, power, _weights);
        Trace = 0;
        Array.Clear(Forms);
        for (int k = 0; k < inverse.Length; k++)
        {
            Trace += _weights[k] *= inverse[k];
            ReadOnlySpan<double> v = _modes.Vector(k);
            for (int e = 0; e < Forms.Length; e++)
            {
                double d = v[graph.Edges[e].I] - v[graph.Edges[e].J];
                Forms[e] += _weights[k] * d * d;
            }
        }
        return log;
    }

    /// <summary>Rows √(factor ζ_k) v_k, without the smallest that make up a share of 10⁻⁴ of the trace.</summary>
    public double[][] Rows(double factor)
    {
        int count = _weights.Length;
        for (double rest = 0; count > 1 && rest + _weights[count - 1] < 1e-4 * Trace; count--) rest += _weights[count - 1];
        return [.. Enumerable.Range(0, count).Select(k => Scaled(_modes.Vector(k).ToArray(), Math.Sqrt(factor * _weights[k])))];

        static double[] Scaled(double[] v, double f) => [.. v.Select(x => f * x)];
    }
}
