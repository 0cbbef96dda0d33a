using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>The matrix inequality S = Λ − aΠ ⪰ 0 with dual Z ⪰ 0, both n × n with rows that sum to zero.</summary>
internal sealed unsafe class ConnectivityCone : IConstraint
{
    private readonly Incidence _graph;
    private readonly OnesComplement _basis;
    private readonly Dense _slackFactor, _dualFactor, _scratch, _slackInverse, _direction, _product, _second;
    private bool _corrected;

    public ConnectivityCone(Incidence graph)
    {
        int n = graph.Nodes;
        (_graph, _basis) = (graph, new OnesComplement(n));
        (_slackFactor, _dualFactor, _scratch) = (new(n - 1, n - 1), new(n - 1, n - 1), new(n - 1, n - 1));
        (_slackInverse, _direction, _product, _second, Dual) = (new(n, n), new(n, n), new(n, n), new(n, n), new(n, n));
    }

    /// <summary>Z.</summary>
    public Dense Dual { get; }

    public int Degree => _graph.Nodes - 1;

    public double Complementarity(Point at) => Traces.Of(_graph, at.Lambda, Dual) - at.A * Traces.Of(Dual);

    public bool Enter(Point at)
    {
        _basis.Reduce(at.Laplacian, _slackFactor);
        for (int i = 0; i < Degree; i++) _slackFactor[i, i] -= at.A;
        if (!Cholesky.Factor(_slackFactor)) return false;
        Cholesky.Invert(_slackFactor, _scratch);
        _basis.Expand(_scratch, _slackInverse);
        return true;
    }

    public void Centre(double mu)
    {
        for (int i = 0; i < _graph.Nodes; i++)
            for (int j = 0; j < _graph.Nodes; j++) Dual[i, j] = mu * _slackInverse[i, j];
    }

    public void AddTo(NormalEquations equations, Point at)
    {
        AddMetric(equations);
        Push(_slackInverse, equations.Barrier);
        _corrected = false;
    }

    /// <summary>⟨A_p, S⁻¹ A_q Z⟩ for the matrices A that the variables multiply in S: eeᵀ and −Π.</summary>
    private void AddMetric(NormalEquations equations)
    {
        int m = _graph.Edges;
        double[] mixed = new double[m];
        _graph.AddHadamard(equations.H, 1, _slackInverse, Dual);
        _graph.InnerForms(_slackInverse, Dual, mixed);
        for (int e = 0; e < m; e++) equations.H[m, e] -= mixed[e];
        equations.H[m, m] += Traces.Of(_slackInverse, Dual);
    }

    /// <summary>Takes ⟨A_p, M⟩ from a gradient.</summary>
    private void Push(Dense matrix, double[] gradient)
    {
        int m = _graph.Edges;
        double[] forms = new double[m];
        _graph.Forms(matrix, forms);
        Rows.AddScaled(-1, forms, gradient.AsSpan(0, m));
        gradient[m] += Traces.Of(matrix);
    }

    public void Direct(ReadOnlySpan<double> dx, Point at, double mu)
    {
        // dZ = μ S⁻¹ − Z − sym(S⁻¹ dS Z) − sym(S⁻¹ dS₀ dZ₀), dS₀ and dZ₀ being the directions when corrected
        int n = _graph.Nodes;
        SlackDirectionTimes(dx, Dual, _direction);
        for (int i = 0; i < n; i++)
        {
            Rows.AddScaled(mu, _slackInverse.RowAt(i), _direction.RowAt(i), n);
            Rows.AddScaled(-1, Dual.RowAt(i), _direction.RowAt(i), n);
            if (_corrected) Rows.AddScaled(1, _second.RowAt(i), _direction.RowAt(i), n);
        }
        _direction.Centre();
    }

    public void Correct(NormalEquations equations, ReadOnlySpan<double> dx, Point at)
    {
        SlackDirectionTimes(dx, _direction, _second);
        Push(_second, equations.Gradient);
        _corrected = true;
    }

    /// <summary>R ← −sym(S⁻¹ dS M).</summary>
    private void SlackDirectionTimes(ReadOnlySpan<double> dx, Dense m, Dense result)
    {
        _graph.Multiply(dx[.._graph.Edges], m, _product);
        for (int i = 0; i < m.Rows; i++) Rows.AddScaled(-dx[_graph.Edges], m.RowAt(i), _product.RowAt(i), m.Columns);
        result.Clear();
        Product.Add(-1, _slackInverse.All, _product.All, result.All);
        result.Symmetrize();
    }

    public double PrimalStep(ReadOnlySpan<double> dx, Point at, double most)
    {
        double[] d = dx.ToArray(), x = new double[_graph.Nodes], y = new double[_graph.Nodes], v = new double[Degree];
        double least = Lanczos.Least((from, to) =>
        {
            Cholesky.MultiplyTransposed(_slackFactor, from, v);
            _basis.Expand(v, x);
            _graph.Multiply(d.AsSpan(0, _graph.Edges), x, y);
            Rows.AddScaled(-d[_graph.Edges], x, y);
            _basis.Reduce(y, v);
            Cholesky.Multiply(_slackFactor, v, to);
        }, Degree, 0.02);
        return least * most < -1 ? -1 / least : most;
    }

    public double DualStep(double most)
    {
        _basis.Reduce(Dual, _dualFactor);
        if (!Cholesky.Factor(_dualFactor)) return 0;
        _basis.Reduce(_direction, _scratch);
        double[] v = new double[Degree];
        double least = Lanczos.Least((from, to) =>
        {
            from.CopyTo(v);
            fixed (double* p = v, q = to)
            {
                Cholesky.Backward(_dualFactor, p);
                for (int i = 0; i < v.Length; i++) q[i] = Rows.Dot(_scratch.RowAt(i), p, v.Length);
                Cholesky.Forward(_dualFactor, q);
            }
        }, Degree, 0.02);
        // a Ritz value can miss the least eigenvalue, so the step is tried
        for (double step = least * most < -1 ? -1 / least : most; ; step *= 0.8)
        {
            _basis.Reduce(Dual, _dualFactor);
            for (int i = 0; i < Degree; i++) Rows.AddScaled(step * IConstraint.NearBoundary, _scratch.RowAt(i), _dualFactor.RowAt(i), i + 1);
            if (Cholesky.Factor(_dualFactor) || step < 1e-12) return step;
        }
    }

    public void Move(double step)
    {
        for (int i = 0; i < _graph.Nodes; i++) Rows.AddScaled(step, _direction.RowAt(i), Dual.RowAt(i), _graph.Nodes);
    }
}
