namespace Gossip.Nodes.Live;

/// <summary>A maximum that several threads keep.</summary>
internal static class Raise
{
    /// <summary>Makes the maximum <paramref name="value"/> unless it is more already.</summary>
    public static void To(ref double maximum, double value)
    {
        double before = Volatile.Read(ref maximum);
        while (value > before)
        {
            double found = Interlocked.CompareExchange(ref maximum, value, before);
            if (found == before) return;
            before = found;
        }
    }
}
