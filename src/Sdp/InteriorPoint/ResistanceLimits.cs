using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// g_f = 2κa − R_f ≥ 0 for every edge, R_f = fᵀΛ⁺f, with duals ω ≥ 0: no edge's resistance exceeds 2κa, which with
/// Λ ⪰ aΠ is χ₁χ₂ ≤ κ. R is convex in λ, so a true slack is at most the linearised one.
/// </summary>
internal sealed class ResistanceLimits(Incidence graph, double kappa) : IConstraint
{
    private readonly double[] _slack = new double[graph.Edges], _direction = new double[graph.Edges], _change = new double[graph.Edges], _forms = new double[graph.Edges], _second = new double[graph.Edges];
    private readonly Dense _sandwich = new(graph.Rank, graph.Rank), _rows = new(graph.Edges, graph.Edges);

    /// <summary>ω.</summary>
    public double[] Dual { get; } = new double[graph.Edges];

    public int Degree => graph.Edges;

    public double Complementarity(Point at) => Rows.Dot(Dual, _slack);

    public bool Enter(Point at)
    {
        graph.Forms(at.Inverse, _slack);
        for (int f = 0; f < Degree; f++)
        {
            _slack[f] = 2 * kappa * at.A - _slack[f];
            if (!(_slack[f] > 0)) return false;
        }
        return true;
    }

    public void Centre(double mu)
    {
        for (int f = 0; f < Degree; f++) Dual[f] = mu / _slack[f];
    }

    public void AddTo(NormalEquations equations, Point at)
    {
        // −Σ ω ∇²g + ∇g diag(ω/g) ∇gᵀ with ∂g/∂λ = Q, ∂g/∂a = 2κ, −∇²g_f = 2 K_ef K_ee' K_fe'
        int m = Degree;
        at.Sandwich(Dual, _sandwich);
        graph.AddHadamard(equations.H, 2, at.Inverse, _sandwich);

        double[] weight = new double[m], barrier = new double[m];
        for (int f = 0; f < m; f++) (weight[f], barrier[f], _second[f]) = (Dual[f] / _slack[f], 1 / _slack[f], 0);
        AddSquares(equations, at, weight);
        Push(barrier, at, equations.Barrier);
    }

    /// <summary>Takes Σ push_f ∇g_f from a gradient.</summary>
    private void Push(double[] push, Point at, double[] gradient)
    {
        at.Sandwich(push, _sandwich);
        graph.Forms(_sandwich, _forms);
        Rows.AddScaled(-1, _forms, gradient.AsSpan(0, Degree));
        gradient[Degree] -= 2 * kappa * push.Sum();
    }

    /// <summary>∇g diag(weight) ∇gᵀ: Q diag(weight) Q, and the column of a, over the edges whose weight counts in double precision.</summary>
    private void AddSquares(NormalEquations equations, Point at, double[] weight)
    {
        double floor = 1e-14 * weight.Max();
        int[] chosen = [.. Enumerable.Range(0, Degree).Where(f => weight[f] > floor)];
        double[] roots = [.. chosen.Select(f => Math.Sqrt(weight[f]))];
        graph.SquaredRows(at.Inverse, chosen, roots, _rows);
        Block rows = _rows.All.Part(0, 0, chosen.Length, Degree);
        Product.Add(1, rows.T, rows, equations.H.All.Part(0, 0, Degree, Degree), lower: true);
        at.Sandwich(weight, _sandwich);
        graph.Forms(_sandwich, _forms);
        for (int e = 0; e < Degree; e++) equations.H[Degree, e] += 2 * kappa * _forms[e];
        equations.H[Degree, Degree] += 4 * kappa * kappa * weight.Sum();
    }

    public void Direct(ReadOnlySpan<double> dx, Point at, double mu, bool precise)
    {
        Change(dx, at);
        for (int f = 0; f < Degree; f++) _direction[f] = (mu - _second[f] - Dual[f] * _change[f]) / _slack[f] - Dual[f];
    }

    /// <summary>The linearised change ∇gᵀdx = Q dλ + 2κ da.</summary>
    private void Change(ReadOnlySpan<double> dx, Point at)
    {
        at.Sandwich(dx[..Degree], _sandwich);
        graph.Forms(_sandwich, _change);
        foreach (ref double change in _change.AsSpan()) change += 2 * kappa * dx[Degree];
    }

    public void Balance(double[] gradient, ReadOnlySpan<double> dx, Point at)
    {
        // Q(ω + dω), and the change of Q along dλ: −2 eᵀG (Σ dλ e'e'ᵀ) G (Σ ω ff ᵀ) G e
        double[] push = new double[Degree];
        for (int f = 0; f < Degree; f++) push[f] = Dual[f] + _direction[f];
        Push(push, at, gradient);
        at.Sandwich(Dual, _sandwich);
        at.Bend(dx[..Degree], _sandwich);
        graph.Forms(_sandwich, _forms);
        Rows.AddScaled(2, _forms, gradient.AsSpan(0, Degree));
    }

    public void Correct(NormalEquations equations, ReadOnlySpan<double> dx, Point at)
    {
        double[] push = new double[Degree];
        for (int f = 0; f < Degree; f++)
        {
            _second[f] = _change[f] * _direction[f];
            push[f] = -_second[f] / _slack[f];
        }
        Push(push, at, equations.Gradient);
    }

    public double PrimalStep(ReadOnlySpan<double> dx, Point at, double most)
    {
        for (int f = 0; f < Degree; f++)
            if (-_change[f] * most > _slack[f]) most = -_slack[f] / _change[f];
        return most;
    }

    public double DualStep(double most)
    {
        for (int f = 0; f < Degree; f++)
            if (-_direction[f] * most > Dual[f]) most = -Dual[f] / _direction[f];
        return most;
    }

    public void Move(double step)
    {
        for (int f = 0; f < Degree; f++) Dual[f] += step * _direction[f];
    }
}
