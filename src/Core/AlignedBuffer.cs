using System.Runtime.InteropServices;

namespace Gossip.Core;

/// <summary>A zeroed block of doubles outside the garbage collector's heap, aligned to 64 bytes.</summary>
public sealed unsafe class AlignedBuffer : IDisposable
{
    private const int HugePages = 14; // MADV_HUGEPAGE
    private const nuint LargePage = 2 << 20;
    private double* _pointer;

    /// <summary>Reserves <paramref name="length"/> doubles, all zero.</summary>
    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = checked((nuint)Math.Max(length, 1) * sizeof(double));
        bool large = bytes >= 4 * LargePage;
        _pointer = (double*)NativeMemory.AlignedAlloc(bytes, large ? LargePage : 64);
        if (large && OperatingSystem.IsLinux()) _ = Advise(_pointer, bytes, HugePages);
        NativeMemory.Clear(_pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    /// <summary>Number of doubles.</summary>
    public long Length { get; }

    /// <summary>Address of the first double; valid until disposal.</summary>
    public double* Pointer => _pointer;

    /// <summary>A view of <paramref name="length"/> doubles from <paramref name="start"/> on.</summary>
    public Span<double> Slice(long start, int length)
    {
        if ((ulong)start + (ulong)length > (ulong)Length) throw new ArgumentOutOfRangeException(nameof(length));
        return new Span<double>(_pointer + start, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the block of a buffer that nobody disposed.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Asks for pages of 2 MiB: random visits to many nodes then miss the address cache less. A refusal does no harm.</summary>
    [DllImport("libc", EntryPoint = "madvise"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(void* address, nuint length, int advice);

    private void Free()
    {
        if (_pointer == null) return;
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        GC.RemoveMemoryPressure(Math.Max(Length, 1) * sizeof(double));
    }
}
