using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>The matrix inequality S = Λ − aΠ ⪰ 0 with dual Z ⪰ 0, both in the tree's coordinates.</summary>
internal sealed unsafe class ConnectivityCone : IConstraint
{
    private readonly Incidence _graph;
    private readonly Dense _slackFactor, _slackInverse, _slackDirection, _dualFactor, _direction, _product, _second, _expandedInverse, _expandedDual;
    private readonly Precise _preciseDirection, _preciseProduct, _preciseSum;
    private bool _corrected;

    public ConnectivityCone(Incidence graph)
    {
        (int n, int r) = (graph.Nodes, graph.Rank);
        _graph = graph;
        (_slackFactor, _slackInverse, _slackDirection) = (new(r, r), new(r, r), new(r, r));
        (_dualFactor, _direction, _product, _second, Dual) = (new(r, r), new(r, r), new(r, r), new(r, r), new(r, r));
        (_expandedInverse, _expandedDual) = (new(n, n), new(n, n));
        (_preciseDirection, _preciseProduct, _preciseSum) = (new(r, r), new(r, r), new(r, r));
    }

    /// <summary>Z.</summary>
    public Dense Dual { get; }

    public int Degree => _graph.Rank;

    public double Complementarity(Point at) => Traces.Of(_graph, at.Lambda, Dual) - at.A * Traces.Of(_graph.Identity, Dual);

    public bool Enter(Point at)
    {
        for (int i = 0; i < Degree; i++) Rows.Combine(at.Laplacian.Row(i), -at.A, _graph.Identity.Row(i), _slackFactor.Row(i));
        if (!Cholesky.Factor(_slackFactor)) return false;
        Cholesky.Invert(_slackFactor, _slackInverse);
        return true;
    }

    public void Centre(double mu)
    {
        for (int i = 0; i < Degree; i++)
            for (int j = 0; j < Degree; j++) Dual[i, j] = mu * _slackInverse[i, j];
    }

    public void AddTo(NormalEquations equations, Point at)
    {
        // ⟨A_p, S⁻¹ A_q Z⟩ for the matrices A that the variables multiply in S: eeᵀ and −Π
        int m = _graph.Edges;
        double[] mixed = new double[m];
        _graph.Expand(_slackInverse, _expandedInverse);
        _graph.Expand(Dual, _expandedDual);
        _graph.AddHadamard(equations.H, 1, _slackInverse, Dual);
        _graph.InnerForms(_expandedInverse, _expandedDual, mixed);
        for (int e = 0; e < m; e++) equations.H[m, e] -= mixed[e];
        equations.H[m, m] += Traces.Of(_expandedInverse, _expandedDual);
        Push(_slackInverse, equations.Barrier);
        _corrected = false;
    }

    /// <summary>Takes ⟨A_p, M⟩ from a gradient.</summary>
    private void Push(Dense matrix, double[] gradient)
    {
        int m = _graph.Edges;
        double[] forms = new double[m];
        _graph.Forms(matrix, forms);
        Rows.AddScaled(-1, forms, gradient.AsSpan(0, m));
        gradient[m] += Traces.Of(_graph.Identity, matrix);
    }

    public void Direct(ReadOnlySpan<double> dx, Point at, double mu, bool precise)
    {
        // dZ = μ S⁻¹ − Z − sym(S⁻¹ dS Z) − sym(S⁻¹ dS₀ dZ₀), dS₀ and dZ₀ being the directions when corrected
        _graph.Laplacian(dx[.._graph.Edges], _slackDirection);
        for (int i = 0; i < Degree; i++) Rows.AddScaled(-dx[_graph.Edges], _graph.Identity.Row(i), _slackDirection.Row(i));
        SlackDirectionTimes(Dual, _direction);
        if (precise)
        {
            _graph.Laplacian(dx[.._graph.Edges], _preciseDirection);
            _preciseDirection.Add(-dx[_graph.Edges], _graph.Identity);
            Precise.Multiply(_preciseDirection, Dual, _preciseProduct);
            Precise.Multiply(_slackInverse, _preciseProduct, _preciseSum, _direction);
            for (int i = 0; i < Degree; i++) foreach (ref double v in _direction.Row(i)) v = -v;
            _direction.Symmetrize();
        }
        for (int i = 0; i < Degree; i++)
        {
            Rows.AddScaled(mu, _slackInverse.Row(i), _direction.Row(i));
            Rows.AddScaled(-1, Dual.Row(i), _direction.Row(i));
            if (_corrected) Rows.AddScaled(1, _second.Row(i), _direction.Row(i));
        }
    }

    public void Balance(double[] gradient, ReadOnlySpan<double> dx, Point at)
    {
        for (int i = 0; i < Degree; i++) Rows.Combine(Dual.Row(i), 1, _direction.Row(i), _product.Row(i));
        Push(_product, gradient);
    }

    public void Correct(NormalEquations equations, ReadOnlySpan<double> dx, Point at)
    {
        SlackDirectionTimes(_direction, _second);
        Push(_second, equations.Gradient);
        _corrected = true;
    }

    /// <summary>R ← −sym(S⁻¹ dS M).</summary>
    private void SlackDirectionTimes(Dense m, Dense result)
    {
        _product.Clear();
        Product.Add(1, _slackDirection.All, m.All, _product.All);
        result.Clear();
        Product.Add(-1, _slackInverse.All, _product.All, result.All);
        result.Symmetrize();
    }

    public double PrimalStep(ReadOnlySpan<double> dx, Point at, double most)
    {
        double[] x = new double[Degree], y = new double[Degree];
        double least = Lanczos.Least((from, to) =>
        {
            Cholesky.MultiplyTransposed(_slackFactor, from, x);
            for (int i = 0; i < Degree; i++) y[i] = Rows.Dot(_slackDirection.Row(i), x);
            Cholesky.Multiply(_slackFactor, y, to);
        }, Degree, 0.02);
        return least * most < -1 ? -1 / least : most;
    }

    public double DualStep(double most)
    {
        _dualFactor.CopyFrom(Dual);
        if (!Cholesky.Factor(_dualFactor)) return 0;
        double[] v = new double[Degree];
        double least = Lanczos.Least((from, to) =>
        {
            from.CopyTo(v);
            fixed (double* p = v, q = to)
            {
                Cholesky.Backward(_dualFactor, p);
                for (int i = 0; i < v.Length; i++) q[i] = Rows.Dot(_direction.RowAt(i), p, v.Length);
                Cholesky.Forward(_dualFactor, q);
            }
        }, Degree, 0.02);
        // a Ritz value can miss the least eigenvalue, so the step is tried
        for (double step = least * most < -1 ? -1 / least : most; ; step *= 0.8)
        {
            for (int i = 0; i < Degree; i++) Rows.Combine(Dual.Row(i), step * IConstraint.NearBoundary, _direction.Row(i), _dualFactor.Row(i));
            if (Cholesky.Factor(_dualFactor) || !(step > 1e-12)) return step;
        }
    }

    public void Move(double step)
    {
        for (int i = 0; i < Degree; i++) Rows.AddScaled(step, _direction.Row(i), Dual.Row(i));
    }
}
