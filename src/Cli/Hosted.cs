using Gossip.Dashboard.Serving;

namespace Gossip.Cli;

/// <summary>A site for as long as a command runs; none where none was asked for.</summary>
internal sealed class Hosted : IDisposable
{
    private readonly Site? _site;

    private Hosted(Site? site) => _site = site;

    public static Hosted Start(SiteOptions? options, IReadOnlyList<ISiteRoom> rooms)
    {
        if (options is null) return new(null);
        Site site = Site.Start(options, rooms).GetAwaiter().GetResult();
        Console.Error.WriteLine($"page: {site.Address}");
        return new(site);
    }

    /// <summary>Whether there is one.</summary>
    public bool IsOpen => _site is not null;

    public void Dispose() => _site?.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
