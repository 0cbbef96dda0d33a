using System.Globalization;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Experiments.Processes;

/// <summary>What a process knows of itself and the others from its name, where all are named alike with a number at the end, as a StatefulSet's pods are.</summary>
public static class PodIdentity
{
    /// <summary>3, of <c>3</c> or of <c>gossip-3</c>.</summary>
    /// <exception cref="InputException">There is no number at the end; <paramref name="place"/> names where the text stood.</exception>
    public static int Number(string text, string place) =>
        int.TryParse(text[(text.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw InputException.At(place, $"'{text}'", "a process's number, or a name that ends in one, such as gossip-3");

    /// <summary>The addresses of all processes, of that of one: <c>gossip-0.peers:4053</c>, <c>gossip-1.peers:4053</c>, … of <c>gossip-3.peers</c>; none where the name has no number.</summary>
    public static IReadOnlyList<PeerAddress> Peers(string host, int port, int processes)
    {
        int dot = host.IndexOf('.', StringComparison.Ordinal), end = dot < 0 ? host.Length : dot, dash = host.LastIndexOf('-', Math.Max(0, end - 1));
        if (dash < 1 || !int.TryParse(host.AsSpan(dash + 1, end - dash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)) return [];
        return [.. Enumerable.Range(0, processes).Select(k => new PeerAddress(string.Create(CultureInfo.InvariantCulture, $"{host[..dash]}-{k}{host[end..]}"), port))];
    }
}
