namespace Gossip.Sdp.Algebra;

/// <summary>
/// An orthonormal basis U (n × n−1) of the vectors that sum to zero: the last n−1 columns of the Householder reflection
/// that takes the first unit vector to −1/√n. A matrix M with M1 = 0 is UᵀMU there, and going over costs O(n²).
/// </summary>
internal sealed class OnesComplement(int n)
{
    private readonly double _h = 1 / Math.Sqrt(n), _b = 1 / (1 + 1 / Math.Sqrt(n)) / Math.Sqrt(n);

    /// <summary>R ← UᵀMU for symmetric M (n × n) with M1 = 0.</summary>
    public void Reduce(Dense m, Dense r)
    {
        Span<double> first = m.Row(0);
        double corner = _b * _b * first[0];
        for (int i = 1; i < n; i++)
        {
            double shift = corner - _b * first[i];
            Span<double> from = m.Row(i), to = r.Row(i - 1);
            for (int j = 1; j < n; j++) to[j - 1] = from[j] - _b * first[j] + shift;
        }
    }

    /// <summary>M ← URUᵀ for symmetric R (n−1 × n−1).</summary>
    public void Expand(Dense r, Dense m)
    {
        double[] q = new double[n];
        double t = 0;
        for (int i = 1; i < n; i++)
        {
            double sum = 0;
            foreach (double x in r.Row(i - 1)) sum += x;
            t += q[i] = _h * sum;
        }
        t *= _h;
        Span<double> first = m.Row(0);
        first[0] = t;
        for (int i = 1; i < n; i++) first[i] = m.Row(i)[0] = -q[i] + _b * t;
        for (int i = 1; i < n; i++)
        {
            double shift = _b * _b * t - _b * q[i];
            Span<double> from = r.Row(i - 1), to = m.Row(i);
            for (int j = 1; j < n; j++) to[j] = from[j - 1] - _b * q[j] + shift;
        }
    }

    /// <summary>x ← Uv.</summary>
    public void Expand(ReadOnlySpan<double> v, Span<double> x)
    {
        double sum = 0;
        foreach (double e in v) sum += e;
        x[0] = -_h * sum;
        double shift = _b * _h * sum;
        for (int i = 1; i < n; i++) x[i] = v[i - 1] - shift;
    }

    /// <summary>v ← Uᵀx for x that sums to zero.</summary>
    public void Reduce(ReadOnlySpan<double> x, Span<double> v)
    {
        double shift = _b * x[0];
        for (int i = 1; i < n; i++) v[i - 1] = x[i] - shift;
    }
}
