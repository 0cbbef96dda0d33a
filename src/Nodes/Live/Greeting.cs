using System.Globalization;

namespace Gossip.Nodes.Live;

/// <summary>
/// What processes say to each other before they are members of one cluster, as one line of text: a version, the digest of
/// the experiment, which cluster they are in and how large it is, and
/// whether they would begin one if nobody is in any.
/// </summary>
internal sealed record Greeting(bool IsQuestion, string Digest, string Self, string Leader, int Members, bool MayBegin)
{
    private const string Mark = "gossip-1";

    /// <summary>Whether the speaker is in a cluster.</summary>
    public bool IsMember => Leader.Length > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Mark} {(IsQuestion ? "who" : "me")} {Digest} {Self} {(IsMember ? Leader : "-")} {Members} {(MayBegin ? "begin" : "wait")}");

    /// <summary>Reads such a line; null where it is none, with the other's version in <paramref name="version"/>.</summary>
    public static Greeting? Parse(string line, out string version)
    {
        string[] words = line.Split(' ');
        version = words[0];
        if (words.Length != 7 || words[0] != Mark || words[1] is not ("who" or "me") || words[6] is not ("begin" or "wait") || !int.TryParse(words[5], NumberStyles.None, CultureInfo.InvariantCulture, out int members))
            return null;
        return new(words[1] == "who", words[2], words[3], words[4] == "-" ? "" : words[4], members, words[6] == "begin");
    }
}
