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
        Running first = Node("lab.yaml", spaces.A, Spaces.AddressOfA, "0-2", null);
        JsonNode ready = JsonNode.Parse(first.Prints("^{"))!;
        string seed = ready["address"]!.GetValue<string>(), lane = ready["lane"]!.GetValue<string>();
        Running second = Node("lab.yaml", spaces.A, Spaces.AddressOfA, "3-5", seed), third = Node("lab.yaml", spaces.B, Spaces.AddressOfB, "6,7", seed);
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
        EndWell(third, second, first);
    }

    [Fact]
    public async Task Gets_another_server_where_the_majority_is_and_the_old_one_comes_back_as_a_client()
    {
        if (Spaces.Missing() is { } why) Assert.Skip(why);
        _lab.Write("fed.yaml", """
            problem: { loss: least-squares, data: shards, l2: 4, mu: 4, l: 10 }
            method: { name: fedavg, local: { rate: 0.05 } }
            clients: { times: F80 }
            stop: { error: 1.0e-22 }
            cluster: { least-unit: 0.02 }
            """);
        using Spaces spaces = new();
        Running holder = Node("fed.yaml", spaces.B, Spaces.AddressOfB, "6,7", null);
        string seed = JsonNode.Parse(holder.Prints("^{"))!["address"]!.GetValue<string>();
        Running second = Node("fed.yaml", spaces.A, Spaces.AddressOfA, "0-2", seed), third = Node("fed.yaml", spaces.A, Spaces.AddressOfA, "3-5", seed);
        string lane = JsonNode.Parse(second.Prints("^{"))!["lane"]!.GetValue<string>();
        holder.Tells("holds the server in term 1, ");
        second.Tells("8 of 8 clients take part");
        await using ClusterClient client = Observer.Of(_lab, "parted", "fed.yaml");
        await Observer.ServerShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5, 6, 7]);

        spaces.Cut();
        holder.Tells("^paused: only 1 of 3 processes can be reached");
        await Observer.ServerShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5]);
        $"{second.Said}{third.Said}".ShouldMatch("holds the server in term [2-9]+, after [1-9][0-9]* rounds");

        spaces.Heal();
        await Observer.ServerShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5, 6, 7]);
        EndWell(third, second, holder);
    }

    private static void EndWell(params Running[] processes)
    {
        foreach (Running process in processes) process.Signal(Running.Terminate);
        foreach (Running process in processes) process.Code(30).ShouldBe(0, process.Said);
    }

    private Running Node(string experiment, string space, string host, string nodes, string? seed) =>
        _lab.StartIn(space, Secret, ["node", experiment, "--nodes", nodes, "--host", host, .. seed is null ? (string[])[] : ["--seeds", seed]]);
}
