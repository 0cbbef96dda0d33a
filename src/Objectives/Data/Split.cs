using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// How the rows of one table are given to nodes: each row to one node, at least one row to every node, and the same
/// rows for the same seed. α &gt; 0 is the skew of <see cref="SplitKind.Dirichlet"/> and <see cref="SplitKind.Quantity"/>:
/// the smaller, the more different the nodes.
/// </summary>
public sealed record Split(SplitKind Kind, double Alpha = 1)
{
    /// <summary>Targets count as classes if they are at most this many different integers.</summary>
    public const int MaxClasses = 100;

    /// <summary>Other targets are cut into this many classes of equal size.</summary>
    public const int Quantiles = 10;

    /// <summary>Shuffled, equal shares.</summary>
    public static Split Iid { get; } = new(SplitKind.Iid);

    /// <summary>Rows of every node, in the order in which they are stored there.</summary>
    public IReadOnlyList<Table> Over(Table table, int nodes, ulong seed)
    {
        if (!(Alpha > 0) || !double.IsFinite(Alpha)) throw InputException.At("split", $"alpha {Alpha}", "a positive number");
        if (table.Rows < nodes) throw InputException.At(table.Source, $"{table.Rows} rows", $"at least one for each of {nodes} nodes");
        return [.. Assign(table.Targets, nodes, seed).Select(rows => table.Take(rows))];
    }

    private int[][] Assign(double[] targets, int nodes, ulong seed)
    {
        int m = targets.Length;
        Draws draws = new CounterStream(seed, Purpose.Split).From();
        int[] order = [.. Enumerable.Range(0, m)];
        if (Kind == SplitKind.Sorted)
            return Cut([.. order.OrderBy(r => targets[r])], Equal(nodes), 0);
        draws.Shuffle<int>(order);
        if (Kind == SplitKind.Iid) return Cut(order, Equal(nodes), 0);
        if (Kind == SplitKind.Quantity) return Cut(order, Shares(ref draws, nodes), 1);

        int[] classes = Classes(targets);
        List<int>[] given = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
        foreach (int[] members in order.GroupBy(r => classes[r]).OrderBy(group => group.Key).Select(group => group.ToArray()))
        {
            int[][] parts = Cut(members, Shares(ref draws, nodes), 0);
            for (int i = 0; i < nodes; i++) given[i].AddRange(parts[i]);
        }
        FeedTheEmpty(given);
        return [.. given.Select(rows => rows.ToArray())];
    }

    /// <summary>Cuts a list into consecutive parts by shares, each of at least the given size.</summary>
    private static int[][] Cut(int[] rows, double[] shares, int least)
    {
        int spare = rows.Length - least * shares.Length, at = 0;
        double upTo = 0;
        var parts = new int[shares.Length][];
        for (int i = 0; i < shares.Length; i++)
        {
            upTo += shares[i];
            int end = i == shares.Length - 1 ? rows.Length : least * (i + 1) + (int)Math.Round(Math.Min(upTo, 1) * spare);
            parts[i] = rows[at..end];
            at = end;
        }
        return parts;
    }

    private static double[] Equal(int nodes)
    {
        var shares = new double[nodes];
        Array.Fill(shares, 1.0 / nodes);
        return shares;
    }

    /// <summary>A point of the simplex; for α so small that all of its numbers underflow, one of the corners.</summary>
    private double[] Shares(ref Draws draws, int nodes)
    {
        double[] shares = draws.Dirichlet(nodes, Alpha);
        if (Array.TrueForAll(shares, double.IsFinite)) return shares;
        Array.Clear(shares);
        shares[draws.Below(nodes)] = 1;
        return shares;
    }

    /// <summary>A node without rows takes the last row of the node that has most (the first such).</summary>
    private static void FeedTheEmpty(List<int>[] given)
    {
        foreach (List<int> rows in given.Where(rows => rows.Count == 0))
        {
            List<int> richest = given.MaxBy(other => other.Count)!;
            rows.Add(richest[^1]);
            richest.RemoveAt(richest.Count - 1);
        }
    }

    private static int[] Classes(double[] targets)
    {
        double[] distinct = [.. targets.Distinct().Order()];
        if (distinct.Length <= MaxClasses && Array.TrueForAll(distinct, double.IsInteger))
            return [.. targets.Select(b => Array.BinarySearch(distinct, b))];
        var classes = new int[targets.Length];
        int[] order = [.. Enumerable.Range(0, targets.Length).OrderBy(r => targets[r])];
        for (int k = 0; k < order.Length; k++) classes[order[k]] = (int)((long)k * Quantiles / order.Length);
        return classes;
    }
}
