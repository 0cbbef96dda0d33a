using System.Text.Json.Nodes;
using Gossip.Nodes.Live;

namespace Gossip.Cluster.Tests;

public sealed class Processes_by_hand : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task One_joins_late_one_leaves_and_those_that_are_there_are_at_their_optimum()
    {
        Dictionary<string, string> secret = new() { ["GOSSIP_SECRET"] = "by hand" };
        _lab.Write("secret.txt", "by hand\n");
        Running first = _lab.Start(secret, "node", "lab.yaml", "--nodes", "0-2");
        JsonNode ready = JsonNode.Parse(first.Prints("^{"))!;
        ready["name"]!.GetValue<string>().ShouldBe("n0-2");
        ready["pid"]!.GetValue<int>().ShouldBe(first.Id);
        string seed = ready["address"]!.GetValue<string>(), lane = ready["lane"]!.GetValue<string>();
        // the one by environment, the other by options; both with a secret that is on no command line
        Running second = _lab.Start(new Dictionary<string, string>(secret) { ["GOSSIP_NODES"] = "3-5", ["GOSSIP_SEEDS"] = seed, ["GOSSIP_NAME"] = "second" }, "node", "lab.yaml");
        first.Tells("^waiting for nodes .*6, 7");
        first.Tells("6 of 8 nodes");
        await using ClusterClient client = Observer.Of(_lab, "by hand");
        await Observer.ShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5]);

        Running late = _lab.Start("node", "lab.yaml", "--nodes", "6,7", "--seeds", seed, "--secret-file", "secret.txt");
        first.Tells("8 of 8 nodes");
        await Observer.ShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5, 6, 7]);

        second.Signal(Running.Terminate);
        second.Code(20).ShouldBe(0, second.Said);
        first.Tells(@"5 of 8 nodes", 10); // well before anybody could take it for dead
        late.HasEnded.ShouldBeFalse();
        await Observer.ShouldReachOptimum(client, lane, [0, 1, 2, 6, 7]);
        late.Signal(Running.Interrupt);
        late.Code(20).ShouldBe(130, late.Said);
    }
}
