using System.Globalization;
using System.Text.Json.Nodes;

namespace Gossip.Cluster.Tests;

/// <summary>Clients and their server over real processes, some of which are killed. The exact optimum is found without the program.</summary>
public sealed class A_federated_cluster : IDisposable
{
    private readonly Lab _lab = new();

    public A_federated_cluster() => _lab.Write("fed.yaml", """
        problem: { loss: least-squares, data: shards, l2: 4, mu: 4, l: 10 }
        method: { name: fedavg, local: { rate: 0.05 } }
        clients: { times: F80 }
        stop: { error: 1.0e-22 }
        record: { every: 1, events: true }
        cluster: { least-unit: 0.02 }
        """);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Goes_on_with_another_server_when_the_one_is_killed_and_counts_every_update_once()
    {
        Running run = _lab.Start("cluster", "fed.yaml", "--processes", "4", "--restart", "--out", "out");
        _lab.WaitForTime("out", 5, run);
        Holder(run).ShouldBe("p0");
        Running.Signal(run.Child("p0"), Running.Kill);
        run.Code().ShouldBe(0, run.Said);
        Lab.Distance([Model("out")], Enumerable.Range(0, Lab.Nodes)).ShouldBeLessThan(1e-9, run.Said);

        JsonNode summary = _lab.Summary("out");
        summary["runtime"]!.GetValue<string>().ShouldBe("cluster");
        summary["stop_reason"]!.GetValue<string>().ShouldBe("error");
        summary["cluster"]!["restarts"]!.GetValue<int>().ShouldBe(1);
        run.Tells("^p[123]: holds the server in term [2-9]+, after [1-9][0-9]* rounds$");
        foreach (string file in (string[])["experiment.yaml", "metrics.csv", "cluster.csv", "convergence.svg", "report.html"]) File.Exists(_lab[$"out/{file}"]).ShouldBeTrue(file);
        Directory.Exists(_lab["out/checkpoints"]).ShouldBeFalse();
        Directory.Exists(_lab["out/recordings"]).ShouldBeFalse();
        HistoryShouldHold("out");
    }

    [Fact]
    public void Goes_on_without_the_clients_of_a_killed_process_to_the_optimum_of_the_others()
    {
        Running run = _lab.Start("run", "fed.yaml", "--out", "out", "--set", "runtime={ kind: cluster, processes: 4 }");
        _lab.WaitForTime("out", 3, run);
        Running.Signal(run.Child("p0"), Running.Kill);
        run.Code().ShouldBe(0, run.Said);
        run.Tells("^6 of 8 clients take part, without 0-1; from now on the error is measured against the optimum of those that do");
        Lab.Distance([Model("out")], Enumerable.Range(2, 6)).ShouldBeLessThan(1e-9);
        run.Prints(@"without clients 0-1: \S+ from the optimum of all 8");
        HistoryShouldHold("out");
    }

    [Fact]
    public void Makes_weights_unbiased_from_the_times_that_clients_are_given()
    {
        Running run = _lab.Start("cluster", "fed.yaml", "--processes", "3", "--json", "--out", "out", "--set", "method={ name: fedfix, interval: 0.5, local: { rate: 0.02 } }", "--set", "stop={ time: 80 }");
        run.Code().ShouldBe(0, run.Said);
        JsonNode summary = _lab.Summary("out");
        double time = summary["time"]!.GetValue<double>();
        summary["rounds"]!.GetValue<long>().ShouldBeInRange((long)(0.7 * 2 * time), (long)(2 * time) + 1); // ticks are late where the machine is busy
        foreach (JsonNode? weight in summary["surrogate_weights"]!.AsArray()) weight!.GetValue<double>().ShouldBe(1.0 / 8, 0.02);
        HistoryShouldHold("out");
    }

    [Fact]
    public void Estimates_how_often_clients_come_where_their_times_are_their_own()
    {
        Running run = _lab.Start("cluster", "fed.yaml", "--processes", "2", "--out", "out", "--set", "clients.times=measured", "--set", "method={ name: fedbuff, buffer: 4, variant: nguyen, weights: estimated, local: { rate: 0.01 } }", "--set", "stop={ time: 100 }");
        run.Code().ShouldBe(0, run.Said);
        foreach (JsonNode? weight in _lab.Summary("out")["surrogate_weights"]!.AsArray()) weight!.GetValue<double>().ShouldBe(1.0 / 8, 0.03);
        Lab.Distance([Model("out")], Enumerable.Range(0, 8)).ShouldBeLessThan(0.15);
        HistoryShouldHold("out");
    }

    [Fact]
    public void Lets_the_process_with_the_server_leave_in_good_order()
    {
        Dictionary<string, string> secret = new() { ["GOSSIP_SECRET"] = "together" };
        Running[] nodes = new Running[3];
        nodes[0] = _lab.Start(secret, "node", "fed.yaml", "--nodes", "0-2", "--name", "a");
        string seed = JsonNode.Parse(nodes[0].Prints("address"))!["address"]!.GetValue<string>();
        nodes[1] = _lab.Start(secret, "node", "fed.yaml", "--nodes", "3-5", "--name", "b", "--seeds", seed);
        nodes[2] = _lab.Start(secret, "node", "fed.yaml", "--nodes", "6,7", "--name", "c", "--seeds", seed);
        nodes[0].Tells("holds the server in term 1, after 0 rounds");
        nodes[1].Tells("8 of 8 clients take part, in 3 processes");
        Thread.Sleep(2000);
        nodes[0].Signal(Running.Terminate);
        nodes[0].Code().ShouldBe(0, nodes[0].Said);
        Wait.Until(() => nodes.Skip(1).Any(n => n.Said.Contains("holds the server in term", StringComparison.Ordinal)), 30, () => nodes[1].Said + nodes[2].Said);
        string line = string.Join('\n', nodes[1].Error.Concat(nodes[2].Error).Where(l => l.Contains("holds the server", StringComparison.Ordinal)));
        line.ShouldNotContain("after 0 rounds");
    }

    [Fact]
    public void Goes_on_from_its_checkpoints_after_all_processes_were_killed()
    {
        Running first = _lab.Start("cluster", "fed.yaml", "--processes", "3", "--checkpoint", "saved", "--out", "one", "--set", "stop={ error: 1e-300 }", "--set", "cluster.checkpoint-every=1");
        _lab.WaitForTime("one", 8, first);
        Wait.Until(() => Directory.EnumerateFiles(_lab["saved"], "server-*.checkpoint").Any(), 30, () => first.Said);
        int[] children = [first.Child("p0"), first.Child("p1"), first.Child("p2")];
        foreach (int child in children) Running.Signal(child, Running.Kill);
        first.Code().ShouldBe(1, first.Said);

        Running second = _lab.Start("cluster", "fed.yaml", "--processes", "3", "--checkpoint", "saved", "--out", "two");
        second.Code().ShouldBe(0, second.Said);
        second.Tells("^p[0-2]: holds the server in term [2-9]+, after [1-9][0-9]* rounds$");
        Lab.Distance([Model("two")], Enumerable.Range(0, Lab.Nodes)).ShouldBeLessThan(1e-9, second.Said);
    }

    [Fact]
    public async Task Needs_no_more_data_at_a_process_than_those_of_its_clients()
    {
        Dictionary<string, string> secret = new() { ["GOSSIP_SECRET"] = "apart" };
        Running[] nodes = new Running[2];
        string seed = "";
        for (int k = 0; k < 2; k++)
        {
            int[] own = [.. Enumerable.Range(4 * k, 4)];
            foreach (int i in own)
            {
                Directory.CreateDirectory(_lab[$"machine-{k}"]);
                File.Move(_lab[$"shards/node-{i:00}.csv"], _lab[$"machine-{k}/node-{i:00}.csv"]);
            }
            nodes[k] = _lab.Start(secret, ["node", "fed.yaml", "--nodes", string.Join(',', own), .. k == 0 ? (string[])[] : ["--seeds", seed],
                "--set", $"problem={{ loss: least-squares, data: machine-{k}, l2: 4 }}", "--set", "clients={ count: 8, times: F80 }"]);
            seed = JsonNode.Parse(nodes[k].Prints("address"))!["address"]!.GetValue<string>();
        }
        string lane = JsonNode.Parse(nodes[0].Prints("^{"))!["lane"]!.GetValue<string>();
        _lab.Write("look.yaml", File.ReadAllText(_lab["fed.yaml"]).Replace("data: shards, l2: 4, mu: 4, l: 10", "data: machine-0, l2: 4", StringComparison.Ordinal).Replace("times: F80", "count: 8, times: F80", StringComparison.Ordinal));
        await using Gossip.Nodes.Live.ClusterClient client = Observer.Of(_lab, "apart", "look.yaml");
        await Observer.ServerShouldReachOptimum(client, lane, [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    private static string Holder(Running run) => run.Tells("holds the server in term 1, after 0 rounds$").Split(':')[0];

    private double[] Model(string folder) =>
        [.. File.ReadLines(_lab[$"{folder}/state.csv"]).Last().Split(',').Skip(3).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];

    /// <summary>Every update once, in order of rounds, and as many as the server has counted.</summary>
    private void HistoryShouldHold(string folder)
    {
        string[][] lines = [.. File.ReadLines(_lab[$"{folder}/events.csv"]).Select(line => line.Split(','))];
        lines[0].ShouldBe(["time", "event", "client", "round", "base", "weight", "local"]);
        string[][] updates = lines[1..];
        updates.Select(u => (u[2], u[6])).Distinct().Count().ShouldBe(updates.Length);
        updates.Select(u => long.Parse(u[3], CultureInfo.InvariantCulture)).ShouldBeInOrder();
        JsonNode summary = _lab.Summary(folder);
        summary["updates"]!.GetValue<int>().ShouldBe(updates.Length);
        string[] last = File.ReadLines(_lab[$"{folder}/metrics.csv"]).Last().Split(',');
        last[2].ShouldBe(summary["updates"]!.ToJsonString());
        double[] counted = [.. Enumerable.Range(0, Lab.Nodes).Select(i => updates.Where(u => u[2] == $"{i}" && long.Parse(u[3], CultureInfo.InvariantCulture) < summary["rounds"]!.GetValue<long>()).Sum(u => double.Parse(u[5], CultureInfo.InvariantCulture)))];
        double[] weights = [.. summary["surrogate_weights"]!.AsArray().Select(w => w!.GetValue<double>())];
        for (int i = 0; i < Lab.Nodes; i++) weights[i].ShouldBe(counted[i] / counted.Sum(), 1e-9);
    }
}
