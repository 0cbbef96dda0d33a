namespace Gossip.Methods.Predictions;

/// <summary>
/// The generator of the second moments S = E[s sᵀ] of the deviations s from the limit, a symmetric matrix of size nRd:
/// <code>
/// dS/dt = M S + S Mᵀ + Σᵢ wᵢ Kᵢ S Kᵢᵀ + Σ_e λ_e K_e S K_eᵀ,
/// </code>
/// Kᵢ and K_e being what a gradient event at node i and an exchange over edge e add to s. It maps positive semidefinite matrices to such, up to
/// a shift, so that its eigenvalue furthest to the right is real: −(rate at which E|s|² falls). It is applied without being formed.
/// </summary>
internal sealed class MomentOperator
{
    private const int Held = 40, Products = 4000;
    private const double Work = 2e7;

    private readonly MeanOperator _mean;
    private readonly double[] _product, _point, _message, _seen;
    private readonly double[][] _jumps;
    private readonly int[] _changed, _read;

    public MomentOperator(MeanOperator mean)
    {
        _mean = mean;
        int size = mean.Size, stack = mean.Stack;
        _product = new double[size * size];
        _point = new double[stack * size];
        _message = new double[stack * size];
        _seen = new double[stack * stack];
        RowSystem system = mean.System;
        _changed = [.. Enumerable.Range(0, system.Rows).Where(r => system.Gain[r] != 0 || system.Jump.Row(r).Any(v => v != 0))];
        _read = [.. Enumerable.Range(0, system.Rows).Where(q => system.Estimate[q] != 0 || system.Jump.Column(q).Any(v => v != 0))];
        _jumps = [.. mean.Hessians.Select(Jump)];
    }

    /// <summary>nRd; S has its square.</summary>
    public int Size => _mean.Size;

    /// <summary>λ: E|s|² behaves as e^(λt) in the long run; null where that takes too long to find.</summary>
    /// <param name="tolerance">Of λ.</param>
    public double? Growth(double tolerance)
    {
        double[] start = new double[Size * Size];
        for (int a = 0; a < Size; a++) start[a * Size + a] = 1;
        Project(start);
        Ritz first = new Krylov(Apply, start.Length, Held).First(start, z => z.Real, _ => tolerance, (int)Math.Min(Products, Work / start.Length));
        return first.Residual <= tolerance ? first.Value.Real - _mean.Shift : null;
    }

    /// <summary>The image of a symmetric S under this and <see cref="MeanOperator.Shift"/> times S, within the moments that can be.</summary>
    public void Apply(ReadOnlySpan<double> s, Span<double> image)
    {
        int size = Size;
        _mean.Apply(s, _product, size, _point, _message);
        for (int a = 0; a < size; a++)
            for (int b = 0; b <= a; b++) image[a * size + b] = image[b * size + a] = _product[a * size + b] + _product[b * size + a];
        if (_changed.Length > 0 && _read.Length > 0)
            for (int i = 0; i < _mean.Nodes; i++) AddGradient(i, s, image);
        See();
        for (int e = 0; e < _mean.Rated.Rates.Length; e++) AddExchange(e, image);
        Spans.Add(_mean.Shift, s, image);
        Project(image);
        // what rounding leaves of an antisymmetric part has the eigenvalue 0 too
        for (int a = 0; a < size; a++)
            for (int b = 0; b < a; b++) image[a * size + b] = image[b * size + a] = (image[a * size + b] + image[b * size + a]) / 2;
    }

    /// <summary>S ← PSPᵀ, P being the projection onto the deviations that can be.</summary>
    public void Project(Span<double> s)
    {
        if (_mean.System.Unreached.Count == 0) return;
        _mean.Project(s, Size);
        Transpose(s);
        _mean.Project(s, Size);
    }

    private void Transpose(Span<double> s)
    {
        int size = Size;
        for (int a = 0; a < size; a++)
            for (int b = 0; b < a; b++) (s[a * size + b], s[b * size + a]) = (s[b * size + a], s[a * size + b]);
    }

    /// <summary>The rows and columns of Kᵢ that are not zero.</summary>
    private double[] Jump(double[] hessian)
    {
        RowSystem system = _mean.System;
        int d = _mean.Dimension, width = _read.Length * d;
        double[] jump = new double[_changed.Length * d * width];
        for (int r = 0; r < _changed.Length; r++)
            for (int q = 0; q < _read.Length; q++)
                for (int k = 0; k < d; k++)
                    for (int l = 0; l < d; l++)
                        jump[(r * d + k) * width + q * d + l] = (k == l ? system.Jump[_changed[r], _read[q]] : 0)
                            + (system.IsDual ? 0 : system.Gain[_changed[r]] * system.Estimate[_read[q]] * hessian[k * d + l]);
        return jump;
    }

    private void AddGradient(int node, ReadOnlySpan<double> s, Span<double> image)
    {
        int d = _mean.Dimension, size = Size, n = _mean.Nodes, height = _changed.Length * d, width = _read.Length * d;
        double[] jump = _jumps[node], half = new double[height * width];
        int Index(int[] rows, int a) => (rows[a / d] * n + node) * d + a % d;
        for (int a = 0; a < height; a++)
            for (int c = 0; c < width; c++)
            {
                double factor = jump[a * width + c];
                if (factor == 0) continue;
                int row = Index(_read, c) * size;
                for (int b = 0; b < width; b++) half[a * width + b] += factor * s[row + Index(_read, b)];
            }
        for (int a = 0; a < height; a++)
            for (int b = 0; b < height; b++)
            {
                double sum = 0;
                for (int c = 0; c < width; c++) sum += half[a * width + c] * jump[b * width + c];
                image[Index(_changed, a) * size + Index(_changed, b)] += sum;
            }
    }

    /// <summary>The messages' second moments, nd × nd.</summary>
    private void See()
    {
        int stack = _mean.Stack, size = Size, d = _mean.Dimension;
        Array.Clear(_seen);
        for (int q = 0; q < _mean.System.Rows; q++)
        {
            double weight = _mean.System.Message[q];
            if (weight == 0) continue;
            for (int a = 0; a < stack; a++) Spans.Add(weight, _message.AsSpan(a * size + q * stack, stack), _seen.AsSpan(a * stack, stack));
        }
        if (!_mean.System.IsDual) return;
        double[] row = new double[d];
        for (int a = 0; a < stack; a++)
            for (int j = 0; j < _mean.Nodes; j++)
            {
                Span<double> here = _seen.AsSpan(a * stack + j * d, d);
                here.CopyTo(row);
                here.Clear();
                for (int k = 0; k < d; k++)
                    for (int l = 0; l < d; l++) here[k] += _mean.Hessians[j][k * d + l] * row[l];
            }
    }

    private void AddExchange(int edge, Span<double> image)
    {
        int d = _mean.Dimension, stack = _mean.Stack, size = Size;
        double rate = _mean.Rated.Rates[edge];
        if (rate == 0) return;
        (int i, int j) = _mean.Rated.Graph.Edges[edge];
        double[] gain = _mean.System.Exchange;
        for (int k = 0; k < d; k++)
            for (int l = 0; l < d; l++)
            {
                int ik = i * d + k, jk = j * d + k, il = i * d + l, jl = j * d + l;
                double moment = rate * (_seen[ik * stack + il] - _seen[ik * stack + jl] - _seen[jk * stack + il] + _seen[jk * stack + jl]);
                for (int r = 0; r < gain.Length; r++)
                {
                    if (gain[r] == 0) continue;
                    for (int q = 0; q < gain.Length; q++)
                    {
                        double added = gain[r] * gain[q] * moment;
                        image[(r * stack + ik) * size + q * stack + il] += added;
                        image[(r * stack + ik) * size + q * stack + jl] -= added;
                        image[(r * stack + jk) * size + q * stack + il] -= added;
                        image[(r * stack + jk) * size + q * stack + jl] += added;
                    }
                }
            }
    }
}
