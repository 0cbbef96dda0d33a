using System.Collections.Concurrent;
using System.Diagnostics;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Experiments.Processes;

/// <summary>Keeps asking the processes of a cluster where they stand. Any of them is enough to find the others.</summary>
internal sealed class Watch(ClusterClient client) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromSeconds(1), Glance = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<PeerAddress, Post> _posts = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The pause between an answer and the next question.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks a process from now on.</summary>
    public void Follow(PeerAddress lane) => _posts.GetOrAdd(lane, address =>
    {
        Post post = new();
        post.Asking = Task.Run(() => Ask(address, post));
        return post;
    });

    /// <summary>The last answers, as far as they are fresh, in order of names.</summary>
    public IReadOnlyList<ProcessReport> Latest(TimeSpan age) =>
        [.. _posts.Values.Select(p => p.Last).Where(l => l is not null && Stopwatch.GetElapsedTime(l.At) <= age).Select(l => l!.Report).OrderBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>Gives an order through the first process that takes it; false where none does in time.</summary>
    public async Task<bool> Tell(Order order, CancellationToken stop)
    {
        PeerAddress[] lanes = [.. _posts.Where(p => p.Value.Last is not null).OrderByDescending(p => p.Value.Last!.At).Select(p => p.Key)];
        foreach (PeerAddress lane in lanes)
            if (await client.Tell(lane, order, Patience, stop).ConfigureAwait(false)) return true;
        return false;
    }

    /// <summary>All rows of all nodes, from as many processes as answer in time.</summary>
    public async Task<IReadOnlyList<ProcessReport>> Rows()
    {
        PeerAddress[] fresh = [.. _posts.Where(p => p.Value.Last is { } last && Stopwatch.GetElapsedTime(last.At) < 2 * Patience).Select(p => p.Key)];
        ProcessReport?[] all = await Task.WhenAll(fresh.Select(lane => client.Ask(lane, true, 2 * Patience, _stop.Token))).ConfigureAwait(false);
        return [.. all.OfType<ProcessReport>()];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_posts.Values.Select(p => p.Asking)).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task Ask(PeerAddress lane, Post post)
    {
        try
        {
            while (true)
            {
                long began = Stopwatch.GetTimestamp();
                if (await client.Ask(lane, false, Patience, _stop.Token).ConfigureAwait(false) is { } report)
                {
                    post.Last = new(report, Stopwatch.GetTimestamp());
                    foreach (PeerAddress other in report.Others) Follow(other);
                }
                // long answers, such as large networks have, are asked for less often
                TimeSpan rest = 4 * Stopwatch.GetElapsedTime(began);
                await Pause(rest < Longest ? rest : Longest).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>At least so long, and as long as <see cref="Every"/>, which may become shorter meanwhile.</summary>
    private async Task Pause(TimeSpan least)
    {
        for (long from = Stopwatch.GetTimestamp(); (Every > least ? Every : least) - Stopwatch.GetElapsedTime(from) is var left && left > TimeSpan.Zero;)
            await Task.Delay(left < Glance ? left : Glance, _stop.Token).ConfigureAwait(false);
    }

    private sealed class Post
    {
        public Task Asking { get; set; } = Task.CompletedTask;

        public Answer? Last { get; set; }
    }

    private sealed record Answer(ProcessReport Report, long At);
}
