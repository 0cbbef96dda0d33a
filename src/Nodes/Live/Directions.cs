using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>What a process answers to somebody outside who asks the way, as one line of text: the digest of its experiment, and its lane.</summary>
internal sealed record Directions(string Digest, PeerAddress Lane)
{
    /// <summary>The question.</summary>
    public const string Question = Mark + " where";

    private const string Mark = "gossip-1";

    public override string ToString() => $"{Mark} here {Digest} {Lane}";

    /// <summary>Reads the answer; null where it is none.</summary>
    public static Directions? Parse(string line)
    {
        try
        {
            return line.Split(' ') is [Mark, "here", { Length: 64 } digest, var lane] ? new(digest, PeerAddress.Parse(lane, "lane")) : null;
        }
        catch (InputException)
        {
            return null;
        }
    }
}
