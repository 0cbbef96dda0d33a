namespace Gossip.Nodes.Virtual;

/// <summary>Tells a sleeping shard that a message it waits for has come.</summary>
internal sealed class Wake
{
    /// <summary>The one instance: it says nothing but that there is something to look at.</summary>
    public static readonly Wake Up = new();
}
