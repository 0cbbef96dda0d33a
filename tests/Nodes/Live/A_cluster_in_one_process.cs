using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Tests;

[Collection("cluster")]
public class A_cluster_in_one_process
{
    private static readonly int[] All = [0, 1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public async Task Goes_on_without_a_member_that_dies_and_takes_it_back()
    {
        await using Hosts hosts = new("ring:8");
        for (int p = 0; p < 4; p++) await hosts.Start($"p{p}", [2 * p, 2 * p + 1]);
        await hosts.Reach(1e-2, All);
        await hosts.Crash("p2");
        await hosts.Reach(1e-9, [0, 1, 2, 3, 6, 7]);
        await hosts.Start("p2", [4, 5]);
        await hosts.Reach(1e-9, All);
    }

    [Fact]
    public async Task Comes_together_again_after_all_have_left_it_at_once()
    {
        await using Hosts hosts = new("ring:8");
        int[] ports = [.. Enumerable.Range(0, 4).Select(_ => Hosts.FreePort()).OrderDescending()];
        // the one that begins has the highest address, so it is not the one to begin again
        for (int p = 0; p < 4; p++)
        {
            int port = ports[p];
            await hosts.Start($"p{p}", [2 * p, 2 * p + 1], change: o => o with { Port = port });
        }
        await hosts.Reach(1e-2, All);
        await hosts.Crash("p2");
        foreach (LiveHost host in hosts.Running.Values) host.Rejoin("everybody is gone");
        await hosts.Reach(1e-9, [0, 1, 2, 3, 6, 7]);
    }

    [Fact]
    public async Task The_first_seed_begins_and_joins_what_it_has_begun_when_it_was_killed()
    {
        await using Hosts hosts = new("ring:8");
        PeerAddress[] seeds = [.. Enumerable.Range(0, 3).Select(_ => new PeerAddress("127.0.0.1", Hosts.FreePort()))];
        await Start(1);
        await Start(2);
        await Task.Delay(6000, TestContext.Current.CancellationToken);
        hosts.Story.ShouldNotContain("waiting for nodes"); // which a member of a cluster would
        await Start(0);
        await Start(3);
        await hosts.Reach(1e-2, All);
        await hosts.Crash("p0");
        await Start(0);
        await hosts.Reach(1e-9, All);
        hosts.Story.ShouldNotContain("joining the larger part of the cluster");

        Task Start(int p) => hosts.Start($"p{p}", [2 * p, 2 * p + 1], seeds, o => p < 3 ? o with { Port = seeds[p].Port } : o);
    }

    [Fact]
    public async Task Another_seed_begins_where_the_first_does_not_come()
    {
        await using Hosts hosts = new("path:2");
        PeerAddress[] seeds = [.. Enumerable.Range(0, 3).Select(_ => new PeerAddress("127.0.0.1", Hosts.FreePort()))];
        await hosts.Start("p2", [1], seeds, o => o with { Port = seeds[2].Port });
        await hosts.Start("p1", [0], seeds, o => o with { Port = seeds[1].Port });
        await hosts.Reach(1e-9, [0, 1]);
        hosts.Story.ShouldNotContain("joining the larger part of the cluster");
    }

    [Fact]
    public async Task Two_islands_become_one()
    {
        await using Hosts hosts = new("path:2");
        (int port, int own) = (Hosts.FreePort(), Hosts.FreePort());
        // "one" is told of a seed that is not there yet, so it begins a cluster; so does "two", which is told of nobody
        await hosts.Start("one", [0], [new("127.0.0.1", port)], o => o with { Port = own, Seeds = [new("127.0.0.1", own), .. o.Seeds] });
        await Task.Delay(4000, TestContext.Current.CancellationToken);
        await hosts.Start("two", [1], [], o => o with { Port = port });
        await hosts.Reach(1e-9, [0, 1]);
        hosts.Story.ShouldContain("joining the larger part of the cluster");
    }

    [Fact]
    public async Task Without_the_secret_nobody_joins_or_reads()
    {
        await using Hosts hosts = new("path:2");
        await hosts.Start("one", [0]);
        LiveHost stranger = await hosts.Start("stranger", [1], change: o => o with { Secret = "another" });
        HostEnd end = await stranger.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        end.Code.ShouldBe(2);
        end.Line.ShouldContain("another secret or certificate");
        LiveHost open = await hosts.Start("open", [1], change: o => o with { Secret = null });
        for (int second = 0; second < 20 && !hosts.Story.Contains("open: no answer from the seeds", StringComparison.Ordinal); second++)
            await Task.Delay(1000, TestContext.Current.CancellationToken);
        hosts.Story.ShouldContain("open: no answer from the seeds");
        ProcessReport report = await hosts.Running["one"].Report(false);
        report.Others.ShouldBeEmpty();
        report.Members.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_owner_of_a_node_is_told_and_nobody_else_is_disturbed()
    {
        await using Hosts hosts = new("path:2");
        await hosts.Start("one", [0]);
        await hosts.Start("two", [1]);
        await hosts.Reach(1e-3, [0, 1]);
        LiveHost again = await hosts.Start("again", [1]);
        HostEnd end = await again.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        end.Code.ShouldBe(2);
        end.Line.ShouldContain("already belongs to");
        await again.DisposeAsync();
        hosts.Running.Remove("again");
        await hosts.Reach(1e-9, [0, 1]);
    }
}
