namespace Gossip.Core;

/// <summary>Vectors are stored padded with zeros to whole registers of eight doubles, aligned to 64 bytes.</summary>
public static class Padding
{
    /// <summary>Doubles in one register.</summary>
    public const int Lanes = 8;

    /// <summary>The stored length of a vector of <paramref name="length"/> numbers: the next multiple of eight.</summary>
    public static int Of(int length) => (length + Lanes - 1) & -Lanes;
}
