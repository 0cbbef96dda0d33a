using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// Memory aligned to 64 bytes. Small requests are cut one after another from shared blocks, because a block for each
/// would be slow with many nodes; a block is freed when nothing in it is used any more.
/// </summary>
internal sealed unsafe class Slab
{
    private const long FirstBlock = 1 << 16, LargestBlock = 1 << 20;
    private readonly Lock _gate = new();
    private AlignedBuffer? _block;
    private long _used;

    /// <summary>For what lives as long as an objective.</summary>
    public static Slab Lasting { get; } = new();

    /// <summary>For what lives as long as a call, so that it keeps no block of the others alive.</summary>
    public static Slab Brief { get; } = new();

    /// <summary>Zeros from <paramref name="start"/> on, for as long as the returned block is referenced.</summary>
    public AlignedBuffer Reserve(long length, out double* start)
    {
        length = (length + Padding.Lanes - 1) & -Padding.Lanes;
        if (length > FirstBlock / 4)
        {
            AlignedBuffer own = new(length);
            start = own.Pointer;
            return own;
        }
        lock (_gate)
        {
            if (_block is null || _used + length > _block.Length)
                (_block, _used) = (new(Math.Min(LargestBlock, _block is null ? FirstBlock : 2 * _block.Length)), 0);
            start = _block.Pointer + _used;
            _used += length;
            return _block;
        }
    }
}
