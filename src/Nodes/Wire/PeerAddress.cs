using System.Globalization;
using Gossip.Core;

namespace Gossip.Nodes.Wire;

/// <summary>Where a process is reached by its peers: a host name or address, and a port.</summary>
/// <param name="Host">Host name, IPv4 or IPv6 address (without brackets).</param>
/// <param name="Port">1 to 65535; 0 only before a listener has chosen one.</param>
public readonly record struct PeerAddress(string Host, int Port) : IComparable<PeerAddress>
{
    /// <summary>Order by host (ordinal), then port: both ends of a pair agree on who is the lower.</summary>
    public int CompareTo(PeerAddress other)
    {
        int hosts = string.CompareOrdinal(Host, other.Host);
        return hosts != 0 ? hosts : Port.CompareTo(other.Port);
    }

    /// <summary>Reads "host:port", "[::1]:port"; port 0 only where any will do.</summary>
    /// <exception cref="InputException">The text is not of this form; <paramref name="place"/> names where it stood.</exception>
    public static PeerAddress Parse(string text, string place, bool anyPort = false)
    {
        int colon = text.LastIndexOf(':');
        if (colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port < 65536 && (port > 0 || anyPort))
        {
            string host = text[..colon];
            if (host.StartsWith('[') && host.EndsWith(']')) return new PeerAddress(host[1..^1], port);
            if (!host.Contains(':')) return new PeerAddress(host, port);
        }
        throw InputException.At(place, $"'{text}'", "host:port");
    }

    /// <summary>"host:port", with brackets around an IPv6 address.</summary>
    public override string ToString() => Host is null ? "nowhere" : Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
