using Gossip.Nodes.Live;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

[Collection("cluster")]
public class Costs_are_measured
{
    [Fact]
    public async Task Exchanges_between_processes_take_longer_and_become_rarer()
    {
        await using Hosts hosts = new("complete:6", measured: (graph, costs) => RatePlanner.Solve(new RateProgram(graph, RateObjective.Communications, 0.5, costs), new(1e-9)).Rated);
        await hosts.Start("one", [0, 1, 2]);
        await hosts.Start("two", [3, 4, 5]);
        await Until(hosts, "epoch", 1);
        double before = await Share(hosts);
        await Until(hosts, "by the edge; rates are planned for that", 2);
        await Until(hosts, "epoch", 4);
        double after = await Share(hosts);
        // nine of the fifteen edges are between processes
        before.ShouldBe(9 / 15.0, 1e-6);
        after.ShouldBeLessThan(0.9 * before, hosts.Story);
        await hosts.Reach(1e-9, [0, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public void A_table_is_the_same_after_its_way_as_a_line()
    {
        CostTable table = new(7, new([CostTable.Level(1e-4), '.', CostTable.Level(4e-4), CostTable.Level(2e-4)]));
        CostTable.Parse(table.ToLine(), 4).ShouldBe(table);
        table.Costs.ShouldBe([1, 2, 4, 2], 1e-12);
        CostTable.Parse(table.ToLine(), 5).ShouldBeNull();
        CostTable.Parse("costs 7 ....", 4).ShouldBeNull();
        CostTable.Parse("costs -7 0000", 4).ShouldBeNull();
        CostTable.Parse("costs 7 00\u00070", 4).ShouldBeNull();
    }

    [Fact]
    public void Small_changes_are_none()
    {
        CostTable table = new(1, "CD.F");
        table.IsNear(['D', 'C', '.', 'F']).ShouldBeTrue();
        table.IsNear(['E', 'D', '.', 'F']).ShouldBeFalse();
        table.IsNear(['C', 'D', 'E', 'F']).ShouldBeFalse();
    }

    private static async Task Until(Hosts hosts, string text, int times)
    {
        for (int k = 0; k < 600 && hosts.Notices.Count(line => line.Contains(text, StringComparison.Ordinal)) < times; k++) await Task.Delay(100);
        hosts.Notices.Count(line => line.Contains(text, StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(times, hosts.Story);
        await Task.Delay(300);
    }

    /// <summary>The share of the planned rate that is between the two processes.</summary>
    private static async Task<double> Share(Hosts hosts)
    {
        ProcessReport[] reports = await Task.WhenAll(hosts.Running.Values.Select(h => h.Report(false)));
        (bool IsBetween, double Rate)[] edges = [.. reports.SelectMany(r => r.Nodes).SelectMany(n => n.Edges.Select(e => (n.Node / 3 != e.Peer / 3, e.Rate)))];
        return edges.Where(e => e.IsBetween).Sum(e => e.Rate) / edges.Sum(e => e.Rate);
    }
}
