using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>The Newton system H dx = −gradient of one iteration. Only H's lower triangle is kept.</summary>
internal sealed class NormalEquations(int size)
{
    private readonly double[] _scale = new double[size];

    public Dense H { get; } = new(size, size);

    public double[] Gradient { get; } = new double[size];

    public void Clear()
    {
        H.Clear();
        Array.Clear(Gradient);
    }

    /// <summary>H_pq ← H_pq + value, for either order of p and q.</summary>
    public void Add(int p, int q, double value)
    {
        if (p >= q) H[p, q] += value; else H[q, p] += value;
    }

    /// <summary>Scales H by its diagonal and factors it; false where that fails even with the diagonal raised.</summary>
    public bool Factor()
    {
        for (int i = 0; i < size; i++) _scale[i] = 1 / Math.Sqrt(H[i, i]);
        for (int i = 0; i < size; i++)
        {
            Span<double> row = H.Row(i);
            for (int j = 0; j < i; j++) row[j] *= _scale[i] * _scale[j];
            row[i] = 1 + 1e-15;
        }
        return Cholesky.Factor(H);
    }

    /// <summary>dx = −H⁻¹ gradient.</summary>
    public unsafe void Solve(double[] dx)
    {
        for (int i = 0; i < size; i++) dx[i] = -_scale[i] * Gradient[i];
        fixed (double* p = dx)
        {
            Cholesky.Forward(H, p);
            Cholesky.Backward(H, p);
        }
        for (int i = 0; i < size; i++) dx[i] *= _scale[i];
    }
}
