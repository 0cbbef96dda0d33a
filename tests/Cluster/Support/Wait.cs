using System.Diagnostics;

namespace Gossip.Cluster.Tests;

/// <summary>Waits with a deadline.</summary>
public static class Wait
{
    public static void Until(Func<bool> holds, double seconds, Func<string> otherwise)
    {
        long began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(began).TotalSeconds > seconds) throw new TimeoutException($"not within {seconds} s: {otherwise()}");
            Thread.Sleep(20);
        }
    }
}
