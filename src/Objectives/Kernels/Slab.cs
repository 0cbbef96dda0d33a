using System.Runtime.CompilerServices;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// Pinned memory aligned to 64 bytes. Small requests are cut one after another from shared blocks, because a pinned
/// array for each would be slow with many nodes; a block is freed when nothing in it is used any more.
/// </summary>
internal sealed unsafe class Slab
{
    private const int Block = 1 << 16;
    private readonly Lock _gate = new();
    private double[] _block = [];
    private int _used;

    /// <summary>For what lives as long as an objective.</summary>
    public static Slab Lasting { get; } = new();

    /// <summary>For what lives as long as a call, so that it keeps no block of the others alive.</summary>
    public static Slab Brief { get; } = new();

    /// <summary>Zeros from <paramref name="start"/> on, for as long as the returned array is referenced.</summary>
    public double[] Reserve(int length, out double* start)
    {
        if (length > Block / 4)
        {
            double[] own = GC.AllocateArray<double>(checked(length + Padding.Lanes), pinned: true);
            start = Aligned(own);
            return own;
        }
        lock (_gate)
        {
            if (_used + length > Block || _block.Length == 0)
                (_block, _used) = (GC.AllocateArray<double>(Block + Padding.Lanes, pinned: true), 0);
            start = Aligned(_block) + _used;
            _used += length;
            return _block;
        }
    }

    private static double* Aligned(double[] pinned) =>
        (double*)(((nuint)Unsafe.AsPointer(ref pinned[0]) + 63) & ~(nuint)63);
}
