namespace Gossip.Nodes.Live;

/// <summary>What a report has of a node's rows.</summary>
internal enum Detail
{
    /// <summary>None.</summary>
    Counts,

    /// <summary>The estimate x.</summary>
    Estimates,

    /// <summary>All, one after another.</summary>
    AllRows,
}
