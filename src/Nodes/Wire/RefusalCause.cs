namespace Gossip.Nodes.Wire;

/// <summary>Why two processes do not talk.</summary>
public enum RefusalCause : byte
{
    /// <summary>The other end does not speak this protocol at all, or TLS is on at one end only.</summary>
    NotGossip = 1,

    /// <summary>The versions of the protocol differ.</summary>
    Version = 2,

    /// <summary>The cluster secret differs, or only one end has one.</summary>
    Secret = 3,

    /// <summary>A certificate is not of this cluster's authority, is missing or is out of date.</summary>
    Certificate = 4,

    /// <summary>The experiments differ.</summary>
    Experiment = 5,

    /// <summary>The identity, or a node, belongs to another live process, or the address answers under another name.</summary>
    Identity = 6,

    /// <summary>A frame was damaged, out of turn or over a limit.</summary>
    Protocol = 7,

    /// <summary>Nothing arrived for too long.</summary>
    Silent = 8,

    /// <summary>The peer did not take what was sent to it for too long.</summary>
    Stalled = 9,

    /// <summary>The receiver in this process failed on a message.</summary>
    Receiver = 10,

    /// <summary>Too many peers.</summary>
    Full = 11,

    /// <summary>The connection broke or could not be made.</summary>
    Lost = 12,

    /// <summary>The process leaves; nothing is wrong.</summary>
    Leaving = 13,

    /// <summary>Another connection between the same two processes goes on; nothing is wrong.</summary>
    Duplicate = 14,
}
