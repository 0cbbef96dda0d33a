namespace Gossip.Nodes.Live;

/// <summary>What stands at an address.</summary>
internal enum SealState
{
    /// <summary>Nothing that answers.</summary>
    NobodyThere,

    /// <summary>A process with the same certificate authority or secret, or none as here.</summary>
    Same,

    /// <summary>Something with another one, or none.</summary>
    Other,
}
