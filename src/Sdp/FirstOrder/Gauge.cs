using Gossip.Sdp.InteriorPoint;

namespace Gossip.Sdp.FirstOrder;

/// <summary>
/// max_l (a_lᵀλ)/b_l over linear limits: caps, budgets and, on request, the total cost with limit 1. By how much rates have
/// to be divided to keep all of them.
/// </summary>
internal sealed class Gauge
{
    private readonly RateProgram _program;
    private readonly bool _total;
    private readonly int[] _caps, _nodes;
    private readonly double[] _load, _shares, _weights;

    public Gauge(RateProgram program, bool total)
    {
        (_program, _total) = (program, total);
        _caps = [.. Finite(program.Caps)];
        _nodes = [.. Finite(program.Budgets)];
        Count = (total ? 1 : 0) + _caps.Length + _nodes.Length;
        (_load, _shares, _weights) = (new double[program.Graph.Nodes], new double[Count], new double[Count]);

        static IEnumerable<int> Finite(IReadOnlyList<double> x) => Enumerable.Range(0, x.Count).Where(k => double.IsFinite(x[k]));
    }

    /// <summary>Number of limits.</summary>
    public int Count { get; }

    /// <summary>log max, not smoothed.</summary>
    public double LogHard { get; private set; }

    /// <summary>max, not smoothed.</summary>
    public double Largest(ReadOnlySpan<double> rates)
    {
        Fill(rates);
        double largest = 0;
        foreach (double s in _shares) largest = Math.Max(largest, s);
        return largest;
    }

    /// <summary>Its smoothed logarithm.</summary>
    public double Log(ReadOnlySpan<double> rates, double power)
    {
        LogHard = Math.Log(Largest(rates));
        return SoftMaximum.Log(_shares, power, _weights);
    }

    /// <summary>Adds factor times the slopes of the last <see cref="Log"/> along λ.</summary>
    public void AddSlopes(double factor, Span<double> slopes)
    {
        int l = 0;
        if (_total)
        {
            double f = factor * _weights[l] / _shares[l++];
            for (int e = 0; e < slopes.Length; e++) slopes[e] += f * _program.Costs[e];
        }
        foreach (int e in _caps) slopes[e] += factor * _weights[l] / (_shares[l++] * _program.Caps[e]);
        foreach (int i in _nodes)
        {
            double f = factor * _weights[l] / (_shares[l++] * _program.Budgets[i]);
            foreach (var v in _program.Graph.NeighboursOf(i)) slopes[v.Edge] += f;
        }
    }

    /// <summary>The last slopes, times a factor, as duals of the total, the caps and the budgets.</summary>
    public (double Total, LimitDuals Limits) Duals(double factor)
    {
        (double[] caps, double[] budgets) = (new double[_program.Caps.Length], new double[_program.Budgets.Length]);
        int l = 0;
        double total = _total ? factor * _weights[l] / _shares[l++] : 0;
        foreach (int e in _caps) caps[e] = factor * _weights[l] / (_shares[l++] * _program.Caps[e]);
        foreach (int i in _nodes) budgets[i] = factor * _weights[l] / (_shares[l++] * _program.Budgets[i]);
        return (total, new(caps, budgets));
    }

    private void Fill(ReadOnlySpan<double> rates)
    {
        int l = 0;
        if (_total) _shares[l++] = Algebra.Rows.Dot(_program.Costs.AsSpan(), rates);
        foreach (int e in _caps) _shares[l++] = rates[e] / _program.Caps[e];
        if (_nodes.Length == 0) return;
        Array.Clear(_load);
        for (int e = 0; e < rates.Length; e++)
        {
            _load[_program.Graph.Edges[e].I] += rates[e];
            _load[_program.Graph.Edges[e].J] += rates[e];
        }
        foreach (int i in _nodes) _shares[l++] = _load[i] / _program.Budgets[i];
    }
}
