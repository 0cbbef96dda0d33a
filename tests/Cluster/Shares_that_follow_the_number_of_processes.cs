using System.Text.Json.Nodes;
using Gossip.Nodes.Live;

namespace Gossip.Cluster.Tests;

/// <summary>Processes that differ in their number alone, as a StatefulSet's pods, while the number of them changes.</summary>
public sealed class Shares_that_follow_the_number_of_processes : IDisposable
{
    private static readonly int[] All = [.. Enumerable.Range(0, Lab.Nodes)];
    private readonly Lab _lab = new();
    private readonly Dictionary<string, string> _secret = new() { ["GOSSIP_SECRET"] = "set" };

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Two_become_three_and_one_of_them_is_left_and_all_are_at_the_optimum_each_time()
    {
        Running zero = Start(0, 2, "");
        JsonNode ready = JsonNode.Parse(zero.Prints("^{"))!;
        (string seed, string lane) = (ready["address"]!.GetValue<string>(), ready["lane"]!.GetValue<string>());
        ready["name"]!.GetValue<string>().ShouldBe("set-0");
        Running one = Start(1, 2, seed);
        await using ClusterClient client = Observer.Of(_lab, "set");
        await Observer.ShouldReachOptimum(client, lane, All);

        // one more: both old ones go over to shares of a third, the higher number first, without being started again
        Running two = Start(2, 3, seed);
        one.Tells("there are 3 processes now, not 2: going over to the nodes of process 1 of 3");
        zero.Tells("there are 3 processes now, not 2: going over to the nodes of process 0 of 3");
        await Shared(client, lane, [[0, 1, 2], [3, 4, 5], [6, 7]]);
        await Observer.ShouldReachOptimum(client, lane, All);

        // two less, as a set is scaled down: the last are ended, then the one that stays is started again
        foreach (Running surplus in (Running[])[two, one])
        {
            surplus.Signal(Running.Terminate);
            surplus.Code(30).ShouldBe(0, surplus.Said);
        }
        zero.Signal(Running.Terminate);
        zero.Code(30).ShouldBe(0, zero.Said);
        Running alone = Start(0, 1, "");
        lane = JsonNode.Parse(alone.Prints("^{"))!["lane"]!.GetValue<string>();
        alone.Tells("node 0 goes on from its checkpoint");
        await Observer.ShouldReachOptimum(client, lane, All);
        foreach (Running process in (Running[])[zero, one, two, alone])
        {
            process.Said.ShouldNotContain("already belongs to");
            process.Error.ShouldNotContain(line => line.StartsWith("error", StringComparison.Ordinal), process.Said);
        }
    }

    [Fact]
    public void A_number_that_does_not_fit_is_told_in_one_line()
    {
        (string Line, Running Process)[] mistakes =
        [
            ("--replicas: found 9 processes, expected at most 8, a node for each: the graph has 8 nodes", _lab.Start("node", "lab.yaml", "--replica", "set-0", "--replicas", "9")),
            ("--replica: found 'set', expected a process's number, or a name that ends in one", _lab.Start("node", "lab.yaml", "--replica", "set", "--replicas", "2")),
            ("--nodes: found '0-3' beside GOSSIP_REPLICAS, expected one of the two", _lab.Start(new Dictionary<string, string> { ["GOSSIP_REPLICAS"] = "2" }, "node", "lab.yaml", "--nodes", "0-3")),
        ];
        foreach ((string line, Running process) in mistakes)
        {
            process.Code(60).ShouldBe(2, process.Said);
            process.Error.Single(l => l.StartsWith("error: ", StringComparison.Ordinal)).ShouldContain(line);
        }
        // a pod too many waits for its end, so that nothing starts it again and again
        Running surplus = _lab.Start("node", "lab.yaml", "--replica", "2", "--replicas", "2", "--http", "127.0.0.1:0");
        surplus.Tells("^process 2 of 2 has no nodes: it stands by$");
        surplus.Signal(Running.Terminate);
        surplus.Code(20).ShouldBe(0, surplus.Said);
    }

    [Fact]
    public void A_checkpoint_of_another_experiment_or_on_a_full_disk_is_told_in_one_line()
    {
        Directory.CreateDirectory(_lab["kept"]);
        File.CreateSymbolicLink(_lab["kept/node-3.checkpoint.tmp"], "/dev/full"); // a real "no space left on device"
        Running first = _lab.Start("node", "lab.yaml", "--nodes", "0-7", "--checkpoint", "kept");
        first.Tells(@"^checkpoints cannot be written to \S+kept \(No space left on device.*\); the run goes on, and they are tried again$");
        first.Tells("^checkpoints are written again$");
        first.Signal(Running.Terminate);
        first.Code(30).ShouldBe(0, first.Said);
        Running changed = _lab.Start("node", "lab.yaml", "--nodes", "0-7", "--checkpoint", "kept", "--set", "problem.l2=5");
        changed.Code(60).ShouldBe(2, changed.Said);
        changed.Error.Single(l => l.StartsWith("error: ", StringComparison.Ordinal)).ShouldContain("node-0.checkpoint: found a checkpoint of another experiment, expected one of this");
        Running same = _lab.Start("node", "lab.yaml", "--nodes", "0-7", "--checkpoint", "kept", "--set", "stop.error=1e-3");
        same.Tells("^node 7 goes on from its checkpoint");
    }

    private Running Start(int replica, int replicas, string seed) => _lab.Start(_secret,
        ["node", "lab.yaml", "--replica", $"set-{replica}", "--replicas", $"{replicas}", "--checkpoint", $"kept-{replica}", .. seed.Length > 0 ? (string[])["--seeds", seed] : []]);

    /// <summary>Waits until processes have these nodes.</summary>
    private static async Task Shared(ClusterClient client, string lane, int[][] shares)
    {
        string wanted = string.Join(" | ", shares.Select(s => string.Join(',', s))), found = "";
        for (int tries = 0; tries < 600 && found != wanted; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            IReadOnlyList<ProcessReport> all = await client.AskAll([Nodes.Wire.PeerAddress.Parse(lane, "lane")], false, TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            found = string.Join(" | ", all.OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => string.Join(',', r.Nodes.Select(n => n.Node))));
        }
        found.ShouldBe(wanted);
    }
}
