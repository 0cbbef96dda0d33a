using System.Text;

namespace Gossip.Nodes.Wire;

/// <summary>Text from a peer, made fit for a line on a screen.</summary>
internal static class Plain
{
    public const int Longest = 300;

    public static string Text(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8);
        char[] kept = [.. text.Take(Longest).Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c)];
        return new string(kept);
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.Length > Longest ? text[..Longest] : text);
}
