using Gossip.Objectives;

namespace Gossip.Nodes;

/// <summary>What objectives remember, behind the rows of their nodes: most remember nothing.</summary>
internal static class Memories
{
    /// <summary>How many numbers it takes.</summary>
    public static int MemoryLength(this IObjective objective) => (objective as IRemembers)?.MemoryLength ?? 0;

    /// <summary>A node's rows, and behind them what it remembers.</summary>
    public static double[] Beside(this IObjective objective, double[] rows)
    {
        if (objective is not IRemembers remembers) return rows;
        double[] both = new double[rows.Length + remembers.MemoryLength];
        rows.CopyTo(both, 0);
        remembers.Save(both.AsSpan(rows.Length));
        return both;
    }

    /// <summary>Goes on from what <see cref="Beside"/> made.</summary>
    public static void Recall(this IObjective objective, ReadOnlySpan<double> both)
    {
        if (objective is IRemembers remembers) remembers.Load(both[^remembers.MemoryLength..]);
    }
}
