using System.Collections.Concurrent;
using System.Diagnostics;
using Gossip.Nodes.Live;
using Gossip.Nodes.Vitals;

namespace Gossip.Nodes.Tests;

[Collection("cluster")]
public class Vitals
{
    [Fact]
    public async Task A_process_is_ready_when_it_is_in_its_epoch_and_says_what_is_missing_before()
    {
        await using Hosts hosts = new("path:2");
        using Health health = new();
        health.Startup().ShouldSatisfyAllConditions(s => s.IsOk.ShouldBeFalse(), s => s.Why.ShouldBe(["it is reading its data"]));
        health.Live().IsOk.ShouldBeTrue();
        health.Watch(await hosts.Start("one", [0]));
        health.Startup().IsOk.ShouldBeTrue();
        await Until(() => health.Ready().Why is ["waiting for node 1"]);
        await hosts.Start("two", [1]);
        await Until(() => health.Ready().IsOk);
        health.Live().IsOk.ShouldBeTrue();

        await hosts.Crash("two");
        // one of two is no majority
        await Until(() => health.Ready().Why is [var why] && why.StartsWith("paused: only 1 of 2 processes", StringComparison.Ordinal));
        health.Live().IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task A_disk_that_takes_no_checkpoints_is_seen_and_does_not_end_the_run()
    {
        string folder = Directory.CreateTempSubdirectory("gossip-vitals-").FullName;
        await using Hosts hosts = new("path:2");
        using Health health = new();
        health.Watch(await hosts.Start("one", [0, 1], change: o => o with { CheckpointFolder = folder, CheckpointEvery = 0.2 }));
        await Until(() => health.Ready().IsOk && health.Pulse!.Last is { CheckpointAge: < 5, CheckpointFailures: 0 } && File.Exists(Path.Combine(folder, "node-1.checkpoint")));
        string inTheWay = Path.Combine(folder, "node-1.checkpoint.tmp"); // a folder where a file is to be
        await Until(() => Made(inTheWay));
        await Until(() => health.Ready().Notes.Any(n => n.StartsWith($"checkpoints cannot be written to {folder}", StringComparison.Ordinal)));
        health.Ready().IsOk.ShouldBeTrue();
        health.Pulse!.Last!.CheckpointFailures.ShouldBeGreaterThan(0);
        Directory.Delete(inTheWay);
        await Until(() => health.Ready().Notes.IsEmpty);
        hosts.Notices.Count(n => n.Contains("cannot be written", StringComparison.Ordinal)).ShouldBe(1, hosts.Story);
        hosts.Notices.Count(n => n.Contains("are written again", StringComparison.Ordinal)).ShouldBe(1, hosts.Story);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Both_ends_of_an_exchange_are_in_one_trace_though_nothing_is_sent_along()
    {
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == ExchangeTraces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using Hosts hosts = new("ring:4");
        await hosts.Start("one", [0, 1], change: o => o with { Traces = new(0.5) });
        await hosts.Start("two", [2, 3], change: o => o with { Traces = new(0.5) });
        await Until(() => spans.Count > 400);
        foreach (LiveHost host in hosts.Running.Values) host.Hold();
        await Task.Delay(1500, TestContext.Current.CancellationToken); // answers under way arrive

        IGrouping<ActivityTraceId, Activity>[] traces = [.. spans.GroupBy(s => s.TraceId)];
        // what was answered when an epoch ended may lack its other end
        traces.Count(t => t.Count() == 2).ShouldBeGreaterThan((int)(0.95 * traces.Length));
        foreach (IGrouping<ActivityTraceId, Activity> trace in traces.Where(t => t.Count() == 2))
        {
            (Activity exchange, Activity answer) = (trace.Single(s => s.OperationName == "exchange"), trace.Single(s => s.OperationName == "answer"));
            answer.GetTagItem("gossip.edge").ShouldBe(exchange.GetTagItem("gossip.edge"));
            answer.GetTagItem("gossip.sequence").ShouldBe(exchange.GetTagItem("gossip.sequence"));
            answer.GetTagItem("gossip.node").ShouldNotBe(exchange.GetTagItem("gossip.node"));
            exchange.Duration.ShouldBeGreaterThan(TimeSpan.Zero);
        }
        ProcessReport[] reports = await Task.WhenAll(hosts.Running.Values.Select(h => h.Report(false)));
        double share = spans.Count / (double)reports.SelectMany(r => r.Nodes).Sum(n => n.Exchanges);
        share.ShouldBeInRange(0.4, 0.6); // half of them, by a hash
    }

    [Fact]
    public void Reports_of_complete_graphs_fit_into_control_messages_and_say_the_same_at_the_other_end()
    {
        NodeReport[] nodes = [.. Enumerable.Range(0, 300).Select(i => new NodeReport(i, 1234.5678901234567 + i, 123456789, 987654321, 1.23456789e-3, 12345, [.. Enumerable.Range(i + 1, 299 - i).Select(j => new EdgeReport(j, 0.29807123456789 / (1 + j), 123456789, 1.23456e-3, 256) { Deadline = 9.87654e-3, Disagreement = j == 7 ? double.NaN : 1.23456e-11 })], []))];
        ProcessReport report = new("a-process-with-a-name", 123456, ulong.MaxValue, 300, "paused: only 1 of 2 processes can be reached, which is no majority", 1, 1, 1, long.MaxValue, [], []);
        List<NodeReport> read = [];
        foreach (NodeReport[] part in ReportWire.Parts(nodes))
        {
            byte[] bytes = new ReportWire { Query = 1, NodesInAll = 300, Report = report with { Nodes = [.. part] } }.ToBytes();
            bytes.Length.ShouldBeLessThanOrEqualTo(new Wire.TransportOptions { Identity = "" }.MaxControlBytes);
            read.AddRange(ReportWire.Parse(bytes)!.Report!.Nodes);
        }
        read.Count.ShouldBe(nodes.Length);
        read.Zip(nodes).ShouldAllBe(pair => pair.First.Node == pair.Second.Node && pair.First.Time == pair.Second.Time && pair.First.Edges.SequenceEqual(pair.Second.Edges));
    }

    /// <summary>Makes a folder, unless a file is there just now.</summary>
    private static bool Made(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).Exists;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        for (int tries = 0; tries < 600 && !holds(); tries++) await Task.Delay(100, TestContext.Current.CancellationToken);
        holds().ShouldBeTrue();
    }
}
