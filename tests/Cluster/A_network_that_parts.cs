using System.Text.Json.Nodes;
using Gossip.Nodes.Live;

namespace Gossip.Cluster.Tests;

public sealed class A_network_that_parts : IDisposable
{
    private static readonly Dictionary<string, string> Secret = new() { ["GOSSIP_SECRET"] = "parted" };
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task And_heals_after_half_a_minute()
    {
        if (Spaces.Missing() is { } why) Assert.Skip(why);
        using Spaces spaces = new();
        Running first = Node(spaces.A, Spaces.AddressOfA, "0-2", null);
        JsonNode ready = JsonNode.Parse(first.Prints("^{"))!;
        string seed = ready["address"]!.GetValue<string>(), lane = ready["lane"]!.GetValue<string>();
        Running second = Node(spaces.A, Spaces.AddressOfA, "3-5", seed), third = Node(spaces.B, Spaces.AddressOfB, "6,7", seed);
        first.Tells("8 of 8 nodes");
        await using ClusterClient client = Observer.Of(_lab, "parted");
        await Observer.ShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5, 6, 7]);

        spaces.Cut();
        Task halfAMinute = Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        third.Tells("^paused: only 1 of 3 processes can be reached");
        first.Tells("6 of 8 nodes");
        await Observer.ShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5]);
        await halfAMinute;
        first.HasEnded.ShouldBeFalse();
        third.HasEnded.ShouldBeFalse(third.Said);

        spaces.Heal();
        await Observer.ShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5, 6, 7]);
        foreach (Running process in (Running[])[third, second, first]) process.Signal(Running.Terminate);
        foreach (Running process in (Running[])[third, second, first]) process.Code(30).ShouldBe(0, process.Said);
    }

    private Running Node(string space, string host, string nodes, string? seed) =>
        _lab.StartIn(space, Secret, ["node", "lab.yaml", "--nodes", nodes, "--host", host, .. seed is null ? (string[])[] : ["--seeds", seed]]);
}
