namespace Gossip.Nodes.Wire;

internal enum FrameType : byte
{
    /// <summary>A message that fits: its header, then its numbers or bytes.</summary>
    Whole = 1,

    /// <summary>The header of a longer message.</summary>
    Begin = 2,

    /// <summary>The next numbers of the longer message.</summary>
    More = 3,

    /// <summary>Nothing but a sign of life.</summary>
    Heartbeat = 4,

    /// <summary>The last frame of this direction: a cause (1 byte) and a line of text.</summary>
    Goodbye = 5,
}
