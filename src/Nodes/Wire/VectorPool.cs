using Gossip.Core;

namespace Gossip.Nodes.Wire;

/// <summary>Buffers in which long vectors are put together; the few last used are kept.</summary>
internal sealed class VectorPool : IDisposable
{
    private const int Kept = 4;
    private readonly Lock _gate = new();
    private readonly List<AlignedBuffer> _free = [];
    private bool _disposed;

    /// <summary>A buffer of at least <paramref name="length"/> doubles, with anything in it.</summary>
    public AlignedBuffer Rent(int length)
    {
        lock (_gate)
        {
            for (int i = _free.Count - 1; i >= 0; i--)
            {
                AlignedBuffer buffer = _free[i];
                if (buffer.Length < length || buffer.Length > 2L * length) continue;
                _free.RemoveAt(i);
                return buffer;
            }
        }
        return new AlignedBuffer(length);
    }

    public void Return(AlignedBuffer buffer)
    {
        AlignedBuffer? spare = null;
        lock (_gate)
        {
            if (_disposed) spare = buffer;
            else
            {
                _free.Add(buffer);
                if (_free.Count > Kept)
                {
                    spare = _free[0];
                    _free.RemoveAt(0);
                }
            }
        }
        spare?.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (AlignedBuffer buffer in _free) buffer.Dispose();
            _free.Clear();
        }
    }
}
