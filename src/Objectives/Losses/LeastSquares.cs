using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gossip.Objectives;

/// <summary>
/// f(x) = (1/m) Σᵣ (aᵣᵀx − bᵣ)² + (l2/2)|x|², Hessian H = 2AᵀA/m + l2·I. μ and L are H's extreme eigenvalues.
/// Where d ≤ 2m the gradient is Hx − h with H and h = 2Aᵀb/m formed once, else two passes over A.
/// </summary>
public sealed unsafe class LeastSquares : LinearModel<SquareLink>
{
    /// <summary>h in row 0, then the rows of H.</summary>
    private readonly AlignedMatrix? _gram;

    /// <summary>The least-squares loss of the rows of <paramref name="data"/>, all of its columns being features.</summary>
    public LeastSquares(Table data, double l2 = 0)
        : base(data, l2, feature: false)
    {
        if (Dimension > 2 * Rows) return;
        _gram = new AlignedMatrix(Dimension + 1, Dimension);
        var weights = new double[Rows];
        Array.Fill(weights, 2.0 / Rows);
        AlignedMatrix h = Gram.OfColumns(A, weights);
        for (int i = 0; i < Dimension; i++)
        {
            h[i].CopyTo(_gram[i + 1]);
            _gram[i + 1][i] += l2;
        }
        Span<double> linear = _gram[0];
        for (int r = 0; r < Rows; r++)
            for (int k = 0; k < Dimension; k++)
                linear[k] = Math.FusedMultiplyAdd(weights[r] * data.Targets[r], A.Row(r)[k], linear[k]);
    }

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient)
    {
        if (_gram is null)
        {
            base.Gradient(x, draw, gradient);
            return;
        }
        int length = Layout.Check(Dimension, x, gradient);
        fixed (double* from = x, to = gradient) Apply(_gram.Pointer, _gram.Stride, Dimension, from, to, length);
        GC.KeepAlive(this);
    }

    /// <summary>g ← Hx − h, up to 32 entries at a time, even and odd columns in sums of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(double* gram, int stride, int d, double* x, double* g, int length)
    {
        int k = 0;
        for (; k + 32 <= length; k += 32)
        {
            double* h = gram + k, column = h + stride;
            Vector512<double> e0 = -Vector512.Load(h), e1 = -Vector512.Load(h + 8), e2 = -Vector512.Load(h + 16), e3 = -Vector512.Load(h + 24);
            Vector512<double> o0 = default, o1 = default, o2 = default, o3 = default;
            int j = 0;
            for (; j + 2 <= d; j += 2, column += 2 * stride)
            {
                Vector512<double> even = Vector512.Create(x[j]), odd = Vector512.Create(x[j + 1]);
                double* next = column + stride;
                e0 = Vector512.FusedMultiplyAdd(Vector512.Load(column), even, e0);
                e1 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 8), even, e1);
                e2 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 16), even, e2);
                e3 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 24), even, e3);
                o0 = Vector512.FusedMultiplyAdd(Vector512.Load(next), odd, o0);
                o1 = Vector512.FusedMultiplyAdd(Vector512.Load(next + 8), odd, o1);
                o2 = Vector512.FusedMultiplyAdd(Vector512.Load(next + 16), odd, o2);
                o3 = Vector512.FusedMultiplyAdd(Vector512.Load(next + 24), odd, o3);
            }
            if (j < d)
            {
                Vector512<double> last = Vector512.Create(x[j]);
                e0 = Vector512.FusedMultiplyAdd(Vector512.Load(column), last, e0);
                e1 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 8), last, e1);
                e2 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 16), last, e2);
                e3 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 24), last, e3);
            }
            (e0 + o0).Store(g + k);
            (e1 + o1).Store(g + k + 8);
            (e2 + o2).Store(g + k + 16);
            (e3 + o3).Store(g + k + 24);
        }
        for (; k + 16 <= length; k += 16)
        {
            double* h = gram + k, column = h + stride;
            Vector512<double> e0 = -Vector512.Load(h), e1 = -Vector512.Load(h + 8), o0 = default, o1 = default;
            int j = 0;
            for (; j + 2 <= d; j += 2, column += 2 * stride)
            {
                Vector512<double> even = Vector512.Create(x[j]), odd = Vector512.Create(x[j + 1]);
                e0 = Vector512.FusedMultiplyAdd(Vector512.Load(column), even, e0);
                e1 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 8), even, e1);
                o0 = Vector512.FusedMultiplyAdd(Vector512.Load(column + stride), odd, o0);
                o1 = Vector512.FusedMultiplyAdd(Vector512.Load(column + stride + 8), odd, o1);
            }
            if (j < d)
            {
                Vector512<double> last = Vector512.Create(x[j]);
                e0 = Vector512.FusedMultiplyAdd(Vector512.Load(column), last, e0);
                e1 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 8), last, e1);
            }
            (e0 + o0).Store(g + k);
            (e1 + o1).Store(g + k + 8);
        }
        for (; k < length; k += 8)
        {
            double* h = gram + k, column = h + stride;
            Vector512<double> e0 = -Vector512.Load(h), o0 = default;
            int j = 0;
            for (; j + 2 <= d; j += 2, column += 2 * stride)
            {
                e0 = Vector512.FusedMultiplyAdd(Vector512.Load(column), Vector512.Create(x[j]), e0);
                o0 = Vector512.FusedMultiplyAdd(Vector512.Load(column + stride), Vector512.Create(x[j + 1]), o0);
            }
            if (j < d) e0 = Vector512.FusedMultiplyAdd(Vector512.Load(column), Vector512.Create(x[j]), e0);
            (e0 + o0).Store(g + k);
        }
    }
}
