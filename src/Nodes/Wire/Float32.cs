using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gossip.Nodes.Wire;

/// <summary>
/// Vectors as 32-bit floats. An entry of magnitude 2^-126 to 3.4e38 is rounded to the nearest float, an error of at most
/// 2^-24 of itself; smaller ones err by at most 2^-150, larger ones become infinite. Both ends of an exchange must apply
/// the same numbers, or the sum of z drifts: what is sent and also applied at home goes through <see cref="Round"/> first.
/// </summary>
public static class Float32
{
    /// <summary>Replaces every entry by the double that arrives when it is sent as a float.</summary>
    public static void Round(Span<double> vector)
    {
        for (int i = 0; i < vector.Length; i++) vector[i] = (float)vector[i];
    }

    internal static void Narrow(ReadOnlySpan<double> from, Span<byte> to)
    {
        Span<float> floats = MemoryMarshal.Cast<byte, float>(to)[..from.Length];
        int i = 0;
        for (; i + 16 <= from.Length; i += 16)
            Vector512.Narrow(Vector512.Create(from.Slice(i, 8)), Vector512.Create(from.Slice(i + 8, 8))).CopyTo(floats.Slice(i, 16));
        for (; i < from.Length; i++) floats[i] = (float)from[i];
    }

    internal static void Widen(ReadOnlySpan<byte> from, Span<double> to)
    {
        ReadOnlySpan<float> floats = MemoryMarshal.Cast<byte, float>(from)[..to.Length];
        int i = 0;
        for (; i + 16 <= to.Length; i += 16)
        {
            // both halves are read before they are written: the floats may lie in the upper half of the doubles
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(Vector512.Create(floats.Slice(i, 16)));
            low.CopyTo(to.Slice(i, 8));
            high.CopyTo(to.Slice(i + 8, 8));
        }
        for (; i < to.Length; i++) to[i] = floats[i];
    }
}
