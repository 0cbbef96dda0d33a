using System.Collections.Immutable;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Live;
using Gossip.Nodes.Vitals;
using Gossip.Nodes.Wire;

namespace Gossip.Experiments.Outside;

/// <summary>A running cluster as somebody sees it who comes to look, to take away what it has, or to end it.</summary>
public sealed class ClusterVisit : IAsyncDisposable
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5), OrderPatience = TimeSpan.FromSeconds(15), EndPatience = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(300);
    private readonly ClusterClient _client;
    private readonly HashSet<PeerAddress> _lanes;

    private ClusterVisit(ClusterClient client, string digest, IEnumerable<PeerAddress> lanes) => (_client, Digest, _lanes) = (client, digest, [.. lanes]);

    /// <summary>The digest of what the cluster runs, in hexadecimal digits.</summary>
    public string Digest { get; }

    /// <summary>Looks for a process at the addresses that processes give each other as seeds; null where none answers in time.</summary>
    public static async Task<ClusterVisit?> Begin(string who, IReadOnlyList<PeerAddress> seeds, ClusterSecurity security, TimeSpan patience, CancellationToken stop = default)
    {
        HostOptions options = new() { Name = who, Nodes = [], Seeds = seeds, Secret = security.Secret, Certificate = security.Certificate };
        return await ClusterDoor.Find(options, patience, stop).ConfigureAwait(false) is { } found ? new(found.Client, found.Digest, found.Lanes) : null;
    }

    /// <summary>What all processes say that answer.</summary>
    public async Task<IReadOnlyList<ProcessReport>> Ask(bool allRows, CancellationToken stop = default)
    {
        IReadOnlyList<ProcessReport> reports = await _client.AskAll(_lanes, allRows, AnswerPatience, stop).ConfigureAwait(false);
        _lanes.UnionWith(reports.SelectMany(r => r.Others));
        return [.. reports.OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    /// <summary>Looks twice, so much apart that it shows how fast things go.</summary>
    public async Task<ClusterStatus> Look(TimeSpan apart, CancellationToken stop = default)
    {
        EdgeRates rates = new(2);
        IReadOnlyList<ProcessReport> first = await Ask(allRows: false, stop).ConfigureAwait(false);
        foreach (ProcessReport report in first) rates.Take(report);
        await Task.Delay(apart, stop).ConfigureAwait(false);
        IReadOnlyList<ProcessReport> second = await Ask(allRows: false, stop).ConfigureAwait(false);
        foreach (ProcessReport report in second) rates.Take(report);
        ImmutableArray<PeerAddress> silent = [.. second.SelectMany(r => r.Others).Distinct().Except(second.Select(r => r.Lane).OfType<PeerAddress>())];
        return ClusterStatus.Of(first, second, rates, silent);
    }

    /// <summary>Has all processes save, leave and end; those that still answer after a minute, by name.</summary>
    public async Task<IReadOnlyList<string>> Stop(CancellationToken stop = default)
    {
        bool isTold = false;
        foreach (PeerAddress lane in _lanes) isTold = isTold || await _client.Tell(lane, Order.Stop, OrderPatience, stop).ConfigureAwait(false);
        long deadline = Environment.TickCount64 + (long)EndPatience.TotalMilliseconds;
        while (true)
        {
            ProcessReport?[] left = await Task.WhenAll(_lanes.Select(lane => _client.Ask(lane, false, TimeSpan.FromSeconds(2), stop))).ConfigureAwait(false);
            string[] names = [.. left.OfType<ProcessReport>().Select(r => r.Name).Order(StringComparer.Ordinal)];
            if (names.Length == 0 || Environment.TickCount64 > deadline) return names;
            await Task.Delay(Pause, stop).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
