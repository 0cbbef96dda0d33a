namespace Gossip.Topology;

/// <summary>
/// Effective resistances without a factorisation: upper bounds from each edge's neighbourhood, made exact where it
/// matters, within a stated budget of work.
/// </summary>
internal sealed class ResistanceBounds
{
    /// <summary>Relative excess that counts as exact.</summary>
    private const double Slack = 1e-10;

    private readonly RatedGraph _rated;
    private readonly ConjugateGradients _solver;
    private readonly double _lambda2;
    private readonly int[] _orbit;
    private readonly int[] _ranked;
    private readonly double[] _bound;
    private readonly int _mostSolved;
    private int _solved;

    /// <summary>Spends about <paramref name="budget"/> multiplications, as an order of magnitude.</summary>
    public ResistanceBounds(RatedGraph rated, Laplacian laplacian, double lambda2, double budget = 1e10)
    {
        (_rated, _solver, _lambda2) = (rated, new(laplacian), lambda2);
        _orbit = EdgeOrbits.Of(rated);
        _bound = new double[_orbit.Length];
        int[] own = [.. Enumerable.Range(0, _orbit.Length).Where(e => _orbit[e] == e)];
        double degree = 2.0 * _orbit.Length / laplacian.Nodes;
        int steps = (int)Math.Clamp(Math.Log(budget / 50 / own.Length) / Math.Log(degree + 1), 1, 6);
        LocalBound local = new(laplacian, lambda2, steps);
        foreach (int e in own) _bound[e] = local.Of(rated.Graph.Edges[e]);
        _ranked = [.. own.OrderByDescending(e => _bound[e])];
        // some thirty steps each
        _mostSolved = 8 * (int)Math.Max(1, budget / (30.0 * 8 * (laplacian.Entries + 8.0 * laplacian.Nodes)));
    }

    /// <summary>The largest resistance among edges of rate above zero, and whether it is exact rather than a bound.</summary>
    public (double Value, bool IsExact) Largest()
    {
        int[] firing = [.. _ranked.Where(e => _rated.Rates[e] > 0)];
        double best = 0;
        for (int k = 0; k < firing.Length; k += 8)
        {
            if (best >= _bound[firing[k]]) return (best, true);
            if (_solved >= _mostSolved) return (Math.Max(best, _bound[firing[k]]), false);
            Sharpen(firing.AsSpan(k, Math.Min(8, firing.Length - k)));
            for (int c = k; c < Math.Min(k + 8, firing.Length); c++) best = Math.Max(best, _bound[firing[c]]);
        }
        return (best, true);
    }

    /// <summary>All resistances: exact for the edges with the largest bounds, as far as the budget goes, bounds for the rest.</summary>
    public (double[] Values, bool AreExact) All()
    {
        int many = Math.Min(_ranked.Length, _mostSolved);
        for (int k = 0; k < many; k += 8) Sharpen(_ranked.AsSpan(k, Math.Min(8, many - k)));
        return ([.. _orbit.Select(e => _bound[e])], many == _ranked.Length);
    }

    private void Sharpen(ReadOnlySpan<int> edges)
    {
        Span<Edge> ends = stackalloc Edge[edges.Length];
        Span<double> values = stackalloc double[edges.Length];
        for (int c = 0; c < edges.Length; c++) ends[c] = _rated.Graph.Edges[edges[c]];
        _solver.Resistances(ends, _lambda2, Slack, values);
        for (int c = 0; c < edges.Length; c++) _bound[edges[c]] = values[c];
        _solved += edges.Length;
    }
}
