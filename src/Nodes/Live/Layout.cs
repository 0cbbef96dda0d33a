namespace Gossip.Nodes.Live;

/// <summary>
/// How the nodes are shared out over equal processes that differ in their number alone, as a StatefulSet's pods do: in runs of equal
/// length, or one more. Of two layouts the one that began later holds.
/// </summary>
/// <param name="Replica">The process's number, from 0.</param>
/// <param name="Replicas">How many processes there are.</param>
/// <param name="Since">When the layout began, in seconds since 1970.</param>
public sealed record Layout(int Replica, int Replicas, uint Since)
{
    /// <summary>The process's nodes; none where its number is beyond the layout.</summary>
    public IReadOnlyList<int> Share(int nodes) => [.. Enumerable.Range(0, nodes).Where(node => (long)node * Replicas / nodes == Replica)];

    /// <summary>Whether this is another layout that holds in the place of <paramref name="other"/>.</summary>
    public bool Replaces(Layout other) => Replicas != other.Replicas && (Since, Replicas).CompareTo((other.Since, other.Replicas)) > 0;
}
