using System.Text.Json;
using Gossip.Nodes.Wire;

namespace Gossip.Experiments.Processes;

/// <summary>The line that a process prints when it listens.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pid">Its number on its machine.</param>
/// <param name="Address">What others give as a seed.</param>
/// <param name="Lane">Where it can be asked for its state.</param>
public sealed record NodeReady(string Name, int Pid, string Address, string Lane)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>As one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads such a line; null where it is none.</summary>
    public static NodeReady? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<NodeReady>(line, Options) is { Address: not null, Lane: not null } ready ? ready : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal PeerAddress SeedAddress => PeerAddress.Parse(Address, Name);

    internal PeerAddress LaneAddress => PeerAddress.Parse(Lane, Name);
}
