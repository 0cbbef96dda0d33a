namespace Gossip.Topology;

/// <summary>Disjoint sets over 0…n−1, with path halving; a set is named by its lowest member.</summary>
internal sealed class UnionFind
{
    private readonly int[] _parent;

    public UnionFind(int count)
    {
        _parent = [.. Enumerable.Range(0, count)];
        Sets = count;
    }

    public int Sets { get; private set; }

    public int Find(int item)
    {
        while (_parent[item] != item) item = _parent[item] = _parent[_parent[item]];
        return item;
    }

    /// <summary>Joins two sets; false where they were one already.</summary>
    public bool Unite(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a == b) return false;
        _parent[Math.Max(a, b)] = Math.Min(a, b);
        Sets--;
        return true;
    }
}
