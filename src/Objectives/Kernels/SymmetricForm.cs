using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// The affine map x ↦ Hx − h with a symmetric H. Up to 16 numbers H is stored whole, column after column; beyond, only
/// its upper triangle in blocks of 8 × 8, each of which serves as itself and as its transpose, which halves the memory
/// that a product reads. A value, so that an objective which holds one reaches the data without a detour.
/// </summary>
internal readonly unsafe struct SymmetricForm
{
    private const int Whole = 16;
    private readonly int _d;
    private readonly int _length;

    /// <summary>h, then H.</summary>
    private readonly AlignedMatrix _data;

    public SymmetricForm(AlignedMatrix h, ReadOnlySpan<double> linear)
    {
        (_d, _length) = (linear.Length, Padding.Of(linear.Length));
        int blocks = _length / 8, columns = _length <= Whole ? _d * _length : checked(32 * blocks * (blocks + 1));
        _data = AlignedMatrix.OfLength(_length + columns);
        Pointer = _data.Pointer;
        linear.CopyTo(new Span<double>(Pointer, _length));
        double* to = Pointer + _length;
        if (_length <= Whole)
        {
            for (int j = 0; j < _d; j++, to += _length) h[j].CopyTo(new Span<double>(to, _length));
            return;
        }
        for (int column = 0; column < _length; column += 8)
            for (int row = 0; row <= column; row += 8)
                for (int c = 0; c < 8; c++, to += 8)
                    if (column + c < _d)
                        new Span<double>(h.Row(column + c) + row, 8).CopyTo(new Span<double>(to, 8));
    }

    /// <summary>Address of the data, which are <see cref="Bytes"/> long; valid as long as this value is reachable.</summary>
    public double* Pointer { get; }

    public long Bytes => _data.Bytes;

    /// <summary>g ← Hx − h.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(double* x, double* g)
    {
        if (_length == 16) Sixteen(Pointer, _d, x, g);
        else if (_length == 8) Eight(Pointer, _d, x, g);
        else Blocks(Pointer, _length, x, g);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(double* h, int d, double* x, double* g)
    {
        Vector512<double> even = -Vector512.Load(h), odd = Vector512<double>.Zero;
        double* column = h + 8;
        int j = 0;
        for (; j + 2 <= d; j += 2, column += 16)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.Load(column), Vector512.Create(x[j]), even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(column + 8), Vector512.Create(x[j + 1]), odd);
        }
        if (j < d) even = Vector512.FusedMultiplyAdd(Vector512.Load(column), Vector512.Create(x[j]), even);
        (even + odd).Store(g);
    }

    /// <summary>Even and odd columns in sums of their own: four chains of half the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sixteen(double* h, int d, double* x, double* g)
    {
        Vector512<double> e0 = -Vector512.Load(h), e1 = -Vector512.Load(h + 8), o0 = default, o1 = default;
        double* column = h + 16;
        int j = 0;
        for (; j + 2 <= d; j += 2, column += 32)
        {
            Vector512<double> even = Vector512.Create(x[j]), odd = Vector512.Create(x[j + 1]);
            e0 = Vector512.FusedMultiplyAdd(Vector512.Load(column), even, e0);
            e1 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 8), even, e1);
            o0 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 16), odd, o0);
            o1 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 24), odd, o1);
        }
        if (j < d)
        {
            Vector512<double> last = Vector512.Create(x[j]);
            e0 = Vector512.FusedMultiplyAdd(Vector512.Load(column), last, e0);
            e1 = Vector512.FusedMultiplyAdd(Vector512.Load(column + 8), last, e1);
        }
        (e0 + o0).Store(g);
        (e1 + o1).Store(g + 8);
    }

    /// <summary>
    /// Block (I, J), I &lt; J, adds H_IJ x_J to g_I as sums of columns, and H_IJᵀx_I to g_J as products with columns
    /// whose lanes are added up once for all I.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks(double* h, int length, double* x, double* g)
    {
        for (int k = 0; k < length; k += 8) (-Vector512.Load(h + k)).Store(g + k);
        double* block = h + length;
        for (int column = 0; column < length; column += 8)
        {
            Vector512<double> x0 = Vector512.Create(x[column]), x1 = Vector512.Create(x[column + 1]);
            Vector512<double> x2 = Vector512.Create(x[column + 2]), x3 = Vector512.Create(x[column + 3]);
            Vector512<double> x4 = Vector512.Create(x[column + 4]), x5 = Vector512.Create(x[column + 5]);
            Vector512<double> x6 = Vector512.Create(x[column + 6]), x7 = Vector512.Create(x[column + 7]);
            Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
            Vector512<double> even, odd;
            for (int row = 0; row < column; row += 8, block += 64)
            {
                Vector512<double> xr = Vector512.Load(x + row);
                Vector512<double> h0 = Vector512.Load(block), h1 = Vector512.Load(block + 8), h2 = Vector512.Load(block + 16), h3 = Vector512.Load(block + 24);
                even = Vector512.FusedMultiplyAdd(h0, x0, Vector512.Load(g + row));
                odd = h1 * x1;
                s0 = Vector512.FusedMultiplyAdd(h0, xr, s0);
                s1 = Vector512.FusedMultiplyAdd(h1, xr, s1);
                even = Vector512.FusedMultiplyAdd(h2, x2, even);
                odd = Vector512.FusedMultiplyAdd(h3, x3, odd);
                s2 = Vector512.FusedMultiplyAdd(h2, xr, s2);
                s3 = Vector512.FusedMultiplyAdd(h3, xr, s3);
                Vector512<double> h4 = Vector512.Load(block + 32), h5 = Vector512.Load(block + 40), h6 = Vector512.Load(block + 48), h7 = Vector512.Load(block + 56);
                even = Vector512.FusedMultiplyAdd(h4, x4, even);
                odd = Vector512.FusedMultiplyAdd(h5, x5, odd);
                s4 = Vector512.FusedMultiplyAdd(h4, xr, s4);
                s5 = Vector512.FusedMultiplyAdd(h5, xr, s5);
                even = Vector512.FusedMultiplyAdd(h6, x6, even);
                odd = Vector512.FusedMultiplyAdd(h7, x7, odd);
                s6 = Vector512.FusedMultiplyAdd(h6, xr, s6);
                s7 = Vector512.FusedMultiplyAdd(h7, xr, s7);
                (even + odd).Store(g + row);
            }
            even = Vector512.FusedMultiplyAdd(Vector512.Load(block), x0, Vector512.Load(g + column));
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(block + 8), x1, Lanes.Sums(s0, s1, s2, s3, s4, s5, s6, s7));
            even = Vector512.FusedMultiplyAdd(Vector512.Load(block + 16), x2, even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(block + 24), x3, odd);
            even = Vector512.FusedMultiplyAdd(Vector512.Load(block + 32), x4, even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(block + 40), x5, odd);
            even = Vector512.FusedMultiplyAdd(Vector512.Load(block + 48), x6, even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(block + 56), x7, odd);
            (even + odd).Store(g + column);
            block += 64;
        }
    }
}
