using Gossip.Core;

namespace Gossip.Topology.Generators;

/// <summary>A tree drawn evenly from all n^(n−2) labelled trees, by its Prüfer sequence.</summary>
internal static class RandomTree
{
    public static IEnumerable<Edge> Of(int n, ulong seed)
    {
        Draws draws = new CounterStream(seed, Purpose.Graph).From();
        int[] sequence = new int[Math.Max(n - 2, 0)], degree = new int[n];
        Array.Fill(degree, 1);
        for (int k = 0; k < sequence.Length; k++) degree[sequence[k] = draws.Below(n)]++;
        PriorityQueue<int, int> leaves = new();
        for (int i = 0; i < n; i++) if (degree[i] == 1) leaves.Enqueue(i, i);
        foreach (int node in sequence)
        {
            yield return Edge.Between(leaves.Dequeue(), node);
            if (--degree[node] == 1) leaves.Enqueue(node, node);
        }
        yield return Edge.Between(leaves.Dequeue(), leaves.Dequeue());
    }
}
