namespace Gossip.Dashboard.Serving;

/// <summary>Marks paths that need no token.</summary>
internal sealed class Open
{
    public static readonly Open ToAll = new();
}
