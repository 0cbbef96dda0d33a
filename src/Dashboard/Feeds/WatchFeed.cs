using Gossip.Dashboard.Views;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Gossip.Topology;

namespace Gossip.Dashboard.Feeds;

/// <summary>
/// Looks at a running cluster through the lanes of some of its processes, and gives it orders. Processes answer with all their nodes'
/// estimates, so while nobody looks at the page they are asked a tenth as often.
/// </summary>
public sealed class WatchFeed : IAsyncDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2.5), Every = TimeSpan.FromMilliseconds(500), EveryUnwatched = TimeSpan.FromSeconds(5);
    private readonly ClusterClient _client;
    private readonly Watch _watch;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;

    /// <summary>Begins to look, and shows on a board what it sees.</summary>
    /// <param name="client">Talks to the processes; it is this feed's from now on.</param>
    /// <param name="lanes">Some of them; any is enough to find the others.</param>
    /// <param name="feed">Shows it.</param>
    /// <param name="graph">The graph when everybody is there, where it is known.</param>
    public WatchFeed(ClusterClient client, IEnumerable<PeerAddress> lanes, ClusterFeed feed, Graph? graph = null)
    {
        _client = client;
        _watch = new(client) { Every = Every };
        foreach (PeerAddress lane in lanes) _watch.Follow(lane);
        _looking = Task.Run(() => Look(feed, graph));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _looking.ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task Look(ClusterFeed feed, Graph? graph)
    {
        while (!_stop.IsCancellationRequested)
        {
            TimeSpan fresh = _watch.Every + Late;
            _watch.Every = feed.IsWatched ? Every : EveryUnwatched;
            feed.Take(new(_watch.Latest(fresh)) { Graph = graph, Tell = _watch.Tell });
            await Task.Delay(Every, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }
}
