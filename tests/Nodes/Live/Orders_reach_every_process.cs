using System.Collections.Immutable;
using System.Diagnostics;
using Gossip.Core;
using Gossip.Nodes.Live;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

[Collection("cluster")]
public class Orders_reach_every_process
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pause_stops_all_clocks_also_of_who_joins_and_they_go_on_to_the_optimum()
    {
        await using Hosts hosts = new("ring:4");
        LiveHost one = await hosts.Start("one", [0, 1]);
        LiveHost two = await hosts.Start("two", [2]);
        // three of four nodes are enough after a while
        await Until(hosts, reports => reports.Count == 2 && reports.All(r => r.Time > 1));

        (await hosts.Client.Tell(two.Lane, Order.Pause, Patience, Ended)).ShouldBeTrue();
        await Until(hosts, reports => reports.All(r => r.IsHeld));
        await hosts.Start("three", [3]);
        IReadOnlyList<ProcessReport> held = await Until(hosts, reports => reports.Count == 3 && reports.All(r => r.IsHeld && r.Members == 4));
        await Task.Delay(1000, Ended);
        IReadOnlyList<ProcessReport> later = await Until(hosts, reports => reports.Count == 3);
        later.OrderBy(r => r.Name).Select(r => r.Time).ShouldBe(held.OrderBy(r => r.Name).Select(r => r.Time));

        (await hosts.Client.Tell(one.Lane, Order.Resume, Patience, Ended)).ShouldBeTrue();
        await hosts.Reach(1e-9, [0, 1, 2, 3]);
        (await Until(hosts, reports => reports.Count == 3)).ShouldAllBe(r => !r.IsHeld && r.Paused == "");
    }

    [Fact]
    public async Task Rates_change_at_all_nodes_in_one_epoch_and_a_stop_ends_all()
    {
        await using Hosts hosts = new("ring:4", scale: 2);
        LiveHost one = await hosts.Start("one", [0, 1]);
        LiveHost two = await hosts.Start("two", [2, 3]);
        IReadOnlyList<ProcessReport> first = await Until(hosts, reports => reports.Count == 2 && reports.All(r => r.Members == 4));

        Graph ring = GraphSpec.Parse("ring:4", 1);
        RatedGraph smallest = UniformRates.Smallest(ring);
        ImmutableArray<double> planned = [.. smallest.Rates.Select((rate, e) => rate * (e + 2))];
        (await hosts.Client.Tell(two.Lane, Order.Rate(RateOrder.Of(new(ring, planned), "plan")), Patience, Ended)).ShouldBeTrue();
        IReadOnlyList<ProcessReport> second = await Until(hosts, reports => reports.Count == 2 && reports.All(r => r.Epoch != first[0].Epoch) && reports.Select(r => r.Epoch).Distinct().Count() == 1);
        Rates(second, ring).ShouldBe(planned);
        second.ShouldAllBe(r => r.Rates == "a plan");
        await hosts.Reach(1e-9, [0, 1, 2, 3]);

        (await hosts.Client.Tell(one.Lane, Order.Rate(RateOrder.Uniform), Patience, Ended)).ShouldBeTrue();
        IReadOnlyList<ProcessReport> third = await Until(hosts, reports => reports.Count == 2 && reports.All(r => r.Rates == "uniform" && r.Epoch != second[0].Epoch));
        Rates(third, ring).ShouldBe(smallest.Rates);

        (await Should.ThrowAsync<InputException>(() => hosts.Client.Tell(one.Lane, new("dance"), Patience, Ended))).Message.ShouldContain("pause, resume, stop, rates");
        (await Should.ThrowAsync<InputException>(() => hosts.Client.Tell(one.Lane, new("rates", "unifrom"), Patience, Ended))).Message.ShouldContain("did you mean 'uniform'");

        (await hosts.Client.Tell(two.Lane, Order.Stop, Patience, Ended)).ShouldBeTrue();
        HostEnd[] ends = await Task.WhenAll(one.Ended, two.Ended).WaitAsync(TimeSpan.FromSeconds(60), Ended);
        ends.ShouldAllBe(end => end.Code == 0);
    }

    private static double[] Rates(IReadOnlyList<ProcessReport> reports, Graph graph)
    {
        double[] rates = new double[graph.Edges.Length];
        foreach (NodeReport node in reports.SelectMany(r => r.Nodes))
            foreach (EdgeReport edge in node.Edges) rates[graph.IndexOf(node.Node, edge.Peer)] = edge.Rate;
        return rates;
    }

    private static async Task<IReadOnlyList<ProcessReport>> Until(Hosts hosts, Func<IReadOnlyList<ProcessReport>, bool> holds)
    {
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began).TotalSeconds < 90;)
        {
            IReadOnlyList<ProcessReport> reports = await hosts.Client.AskAll([.. hosts.Running.Values.Select(h => h.Lane)], false, TimeSpan.FromSeconds(3));
            if (holds(reports)) return reports;
            await Task.Delay(100);
        }
        throw new ShouldAssertException(hosts.Story);
    }
}
