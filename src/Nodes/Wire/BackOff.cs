using System.Numerics;
using System.Text;

namespace Gossip.Nodes.Wire;

/// <summary>Pauses between attempts: 20 ms, twice as long each time, less up to half by a hash of the pair and the attempt, so that many do not come at once.</summary>
internal static class BackOff
{
    public static TimeSpan Pause(PeerAddress own, PeerAddress to, int attempt, TimeSpan longest)
    {
        uint hash = BitOperations.Crc32C(uint.MaxValue, (ulong)attempt);
        foreach (byte b in Encoding.UTF8.GetBytes($"{own} {to}")) hash = BitOperations.Crc32C(hash, b);
        double full = Math.Min(longest.TotalMilliseconds, 20 * Math.Pow(2, attempt));
        return TimeSpan.FromMilliseconds(full * (1 - 0.5 * hash / uint.MaxValue));
    }
}
