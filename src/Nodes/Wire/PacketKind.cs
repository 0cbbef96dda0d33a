namespace Gossip.Nodes.Wire;

internal enum PacketKind : byte
{
    /// <summary>A process wants a link.</summary>
    Open = 1,

    /// <summary>It has one.</summary>
    Accept = 2,

    /// <summary>The next bytes on a link.</summary>
    Data = 3,

    /// <summary>So many packets of data were read (in place of the sequence), and as many more may be sent.</summary>
    Credit = 4,

    /// <summary>The link is over.</summary>
    Close = 5,
}
