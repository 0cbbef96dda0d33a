using System.Text.Json;
using Gossip.Dashboard.Feeds;
using Gossip.Dashboard.Views;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Live;

namespace Gossip.Dashboard.Tests;

public class Boards
{
    [Fact]
    public void A_page_is_told_the_whole_once_and_then_what_is_new()
    {
        Board board = new();
        board.Begin(["time", "error"]);
        board.Add([[0, 1], [1, 0.5]]);
        board.Note("p0", "begins");
        Place at = default;
        Update first = board.Read(ref at);
        (first.IsWhole, first.Points.Count, first.Notices.Count).ShouldBe((true, 2, 1));
        board.Add([[2, 0.25]]);
        board.Note("p0", "goes on");
        Update second = board.Read(ref at);
        (second.IsWhole, second.Points.Single()[1], second.Notices.Single().Line).ShouldBe((false, 0.25, "goes on"));
        Update third = board.Read(ref at);
        (third.Points.Count, third.Notices.Count, third.Columns).ShouldBe((0, 0, null));
        board.Begin(["time", "error"]);
        board.Read(ref at).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void A_long_run_is_thinned_evenly_and_its_last_measurement_is_there()
    {
        Board board = new();
        board.Begin(["time"]);
        for (int k = 0; k < 20_000; k++) board.Add([[k]]);
        Place at = default;
        double[] times = [.. board.Read(ref at).Points.Select(p => p[0])];
        times.Length.ShouldBeInRange(1000, 3001);
        times[0].ShouldBe(0);
        times[^1].ShouldBe(19_999);
        double[] gaps = [.. times.Zip(times.Skip(1), (a, b) => b - a).SkipLast(1)];
        gaps.Distinct().Count().ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Hostile_names_and_numbers_that_are_none_leave_as_json_text()
    {
        const string Hostile = "</script><img src=x onerror=alert(1)>\"'\u2028";
        Board board = new();
        board.Begin(["time", "error"]);
        board.Add([[0, double.NaN], [double.PositiveInfinity, 1]]);
        board.Note(Hostile, Hostile);
        Place at = default;
        string json = board.Read(ref at).ToJson();
        json.ShouldNotContain("<");
        using JsonDocument read = JsonDocument.Parse(json);
        read.RootElement.GetProperty("notices")[0].GetProperty("who").GetString().ShouldBe(Hostile);
        read.RootElement.GetProperty("points")[0][1].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void A_cluster_is_shown_with_its_distances_to_the_mean_its_edges_and_who_is_gone()
    {
        Board board = new();
        ClusterFeed feed = new(board, "demo", notes: true);
        // node 0 at 1, node 1 at 3, node 2 at 5: the mean is 3, squared distances are 4, 0 and 4
        feed.Take(new([Report("a", time: 0, Node(0, 1, new EdgeReport(1, 2, 0, 0.001, 0)), Node(1, 3, new EdgeReport(2, 1, 0, 0.001, 0))), Report("b", time: 0, Node(2, 5))]));
        // edge 0-1 is to exchange 200 times in 100 units and does 20 times, edge 1-2 100 times and does
        feed.Take(new([Report("a", time: 100, Node(0, 1, new EdgeReport(1, 2, 20, 0.001, 0)), Node(1, 3, new EdgeReport(2, 1, 100, 0.001, 0))), Report("b", time: 100, Node(2, 5))]));
        Place at = default;
        Present present = board.Read(ref at).Present;
        present.Nodes.Select(n => n.Error).ShouldBe(["4", "0", "4"]);
        present.Tiles.Single(t => t.Name == "consensus distance").Value.ShouldBe("2.67");
        present.Edges.Select(e => (e.I, e.J, e.Planned, e.Realised, e.State)).ShouldBe([(0, 1, "2", "0.2", "poor"), (1, 2, "1", "1", "well")]);

        feed.Take(new([Report("a", time: 101, Node(0, 1), Node(1, 3))]));
        Update later = board.Read(ref at);
        later.Present.Nodes.Select(n => n.IsThere).ShouldBe([true, true, false]);
        later.Present.Edges.Single(e => e.J == 2).State.ShouldBe("gone");
        later.Present.Processes.Single(p => p.Name == "b").IsThere.ShouldBeFalse();
        later.Notices.ShouldContain(n => n.Who == "b" && n.Line.Contains("does not answer"));
    }

    [Fact]
    public void A_growing_table_is_read_line_by_line_and_anew_when_it_begins_anew()
    {
        string path = Path.GetTempFileName();
        try
        {
            GrowingTable table = new(path);
            File.WriteAllText(path, "time,error\n0,1\n1,0.");
            table.Read().IsNew.ShouldBeTrue();
            table.News.ShouldHaveSingleItem().ShouldBe([0, 1]);
            File.AppendAllText(path, "5\n2,\n");
            table.Read().IsNew.ShouldBeFalse();
            table.News[0].ShouldBe([1, 0.5]);
            table.News[1].ShouldBe([2, double.NaN]);
            File.WriteAllText(path, "round,regret\n");
            table.Read().IsNew.ShouldBeTrue();
            table.Columns.ShouldBe(["round", "regret"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ProcessReport Report(string name, double time, params NodeReport[] nodes) => new(name, 1, 7, 3, "", time, 0.01, 2, 100, [], [.. nodes]);

    private static NodeReport Node(int node, double x, params EdgeReport[] edges) => new(node, 0, 5, 6, 0, 0, edges, [x]);
}
