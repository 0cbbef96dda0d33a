namespace Gossip.Topology;

/// <summary>
/// A cheap upper bound on one edge's effective resistance: a few steps of conjugate gradients from f = e_i − e_j, which
/// stay within a few hops of the edge, and the bound of <see cref="ConjugateGradients.Resistances"/>.
/// </summary>
internal sealed class LocalBound(Laplacian laplacian, double lambda2, int steps)
{
    private readonly double[] _x = new double[laplacian.Nodes];
    private readonly double[] _r = new double[laplacian.Nodes];
    private readonly double[] _p = new double[laplacian.Nodes];
    private readonly double[] _image = new double[laplacian.Nodes];
    private readonly bool[] _seen = new bool[laplacian.Nodes];
    private readonly List<int> _touched = [];

    public double Of(Edge edge)
    {
        Touch(edge.I);
        Touch(edge.J);
        (_r[edge.I], _r[edge.J]) = (1, -1);
        double rho = 0;
        for (int step = 0; step < steps; step++)
        {
            double next = 0, curvature = 0;
            int inner = _touched.Count;
            foreach (int i in _touched) next += _r[i] * _r[i] / laplacian.Degrees[i];
            if (next == 0) break;
            foreach (int i in _touched) _p[i] = _r[i] / laplacian.Degrees[i] + (step == 0 ? 0 : next / rho * _p[i]);
            for (int k = 0; k < inner; k++) Spread(_touched[k]);
            foreach (int i in _touched) curvature += _p[i] * _image[i];
            foreach (int i in _touched)
            {
                _x[i] += next / curvature * _p[i];
                _r[i] -= next / curvature * _image[i];
                _image[i] = 0;
            }
            rho = next;
        }
        double across = _x[edge.I] - _x[edge.J], square = 0;
        foreach (int i in _touched)
        {
            across += _r[i] * _x[i];
            square += _r[i] * _r[i];
            (_x[i], _r[i], _p[i], _seen[i]) = (0, 0, 0, false);
        }
        _touched.Clear();
        return across + square / lambda2;
    }

    private void Spread(int i)
    {
        ReadOnlySpan<int> columns = laplacian.Columns(i);
        ReadOnlySpan<double> rates = laplacian.Rates(i);
        double p = _p[i];
        _image[i] += laplacian.Degrees[i] * p;
        for (int e = 0; e < columns.Length; e++)
        {
            Touch(columns[e]);
            _image[columns[e]] -= rates[e] * p;
        }
    }

    private void Touch(int i)
    {
        if (_seen[i]) return;
        _seen[i] = true;
        _touched.Add(i);
    }
}
