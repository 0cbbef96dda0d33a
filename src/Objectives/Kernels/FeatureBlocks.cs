using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// The data by features, in blocks of at most 512 samples: a block holds, feature after feature, that feature of all
/// its samples. Predictions of eight samples then need no sums across lanes, and neither does the second pass but
/// for one a feature.
/// </summary>
internal sealed unsafe class FeatureBlocks
{
    private const int Block = 512;
    private readonly AlignedMatrix _data;
    private readonly int _features;
    private readonly int _samples;

    /// <summary>Address of the data, which are <see cref="Bytes"/> long.</summary>
    public double* Pointer => _data.Pointer;

    public long Bytes => _data.Bytes;

    public FeatureBlocks(AlignedMatrix rows)
    {
        (_features, _samples) = (rows.Columns, Padding.Of(rows.Rows));
        _data = new AlignedMatrix(1, checked(_features * _samples));
        for (int first = 0; first < rows.Rows; first += Block)
        {
            int count = Math.Min(Block, _samples - first);
            double* block = _data.Pointer + (long)first * _features;
            for (int r = first; r < Math.Min(first + count, rows.Rows); r++)
                for (int j = 0; j < _features; j++)
                    block[(long)j * count + r - first] = rows.Row(r)[j];
        }
    }

    /// <summary>gradient ← gradient + scale·Σᵣ φ′(aᵣᵀx; bᵣ) aᵣ; b is padded with zeros to whole registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void AddGradient<TLink>(double* b, double* x, double scale, double* gradient)
        where TLink : struct, ILink
    {
        double* slopes = stackalloc double[Block];
        double* data = _data.Pointer;
        int features = _features;
        for (int first = 0; first < _samples; first += Block)
        {
            int count = Math.Min(Block, _samples - first);
            for (int s = 0; s < count; s += 8)
            {
                Vector512<double> t = Vector512<double>.Zero;
                double* sample = data + s;
                for (int j = 0; j < features; j++, sample += count)
                    t = Vector512.FusedMultiplyAdd(Vector512.Load(sample), Vector512.Create(x[j]), t);
                (TLink.Slope(t, Vector512.Load(b + first + s)) * Vector512.Create(scale)).Store(slopes + s);
            }
            int feature = 0;
            for (; feature + 8 <= features; feature += 8)
            {
                double* d0 = data + (long)feature * count, d1 = d0 + count, d2 = d1 + count, d3 = d2 + count;
                double* d4 = d3 + count, d5 = d4 + count, d6 = d5 + count, d7 = d6 + count;
                Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
                for (int s = 0; s < count; s += 8)
                {
                    Vector512<double> slope = Vector512.Load(slopes + s);
                    s0 = Vector512.FusedMultiplyAdd(Vector512.Load(d0 + s), slope, s0);
                    s1 = Vector512.FusedMultiplyAdd(Vector512.Load(d1 + s), slope, s1);
                    s2 = Vector512.FusedMultiplyAdd(Vector512.Load(d2 + s), slope, s2);
                    s3 = Vector512.FusedMultiplyAdd(Vector512.Load(d3 + s), slope, s3);
                    s4 = Vector512.FusedMultiplyAdd(Vector512.Load(d4 + s), slope, s4);
                    s5 = Vector512.FusedMultiplyAdd(Vector512.Load(d5 + s), slope, s5);
                    s6 = Vector512.FusedMultiplyAdd(Vector512.Load(d6 + s), slope, s6);
                    s7 = Vector512.FusedMultiplyAdd(Vector512.Load(d7 + s), slope, s7);
                }
                (Vector512.Load(gradient + feature) + Lanes.Sums(s0, s1, s2, s3, s4, s5, s6, s7)).Store(gradient + feature);
            }
            for (; feature < features; feature++)
            {
                double* column = data + (long)feature * count;
                Vector512<double> sum = default;
                for (int s = 0; s < count; s += 8)
                    sum = Vector512.FusedMultiplyAdd(Vector512.Load(column + s), Vector512.Load(slopes + s), sum);
                gradient[feature] += Lanes.Sum(sum);
            }
            data += (long)features * count;
        }
    }
}
