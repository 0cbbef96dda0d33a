using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gossip.Experiments.Processes;

namespace Gossip.EndToEnd.Tests;

/// <summary>A process of a cluster has a page, and a page from outside finds all processes through one: with nothing but the secret.</summary>
public sealed class A_page_inside_a_process : IDisposable
{
    private const string Token = "for this page alone";
    private readonly Shell _shell = new();
    private readonly List<Process> _processes = [];

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.Dispose();
        }
        _shell.Dispose();
    }

    [Fact]
    public async Task Shows_all_nodes_and_orders_given_at_one_hold_at_the_other()
    {
        _shell.Write("live.yaml", "problem: { loss: logistic, l2: 0.1, data: data.csv, standardise: true, split: { kind: iid } }\ngraph: ring:4\nruntime: cluster\n");
        _shell.Write("secret.txt", "of the cluster");
        _shell.Write("token.txt", Token);
        File.Copy(Path.Combine(Repository.Root, "examples", "data", "breast_cancer.csv"), _shell["data.csv"]);
        Process one = Start("node", "live.yaml", "--nodes", "0-1", "--name", "<b>one</b>", "--secret-file", "secret.txt", "--http", "127.0.0.1:0", "--http-token-file", "token.txt");
        NodeReady ready = NodeReady.Parse(one.StandardOutput.ReadLine()!)!;
        Process two = Start("node", "live.yaml", "--nodes", "2-3", "--name", "two", "--secret-file", "secret.txt", "--seeds", ready.Address);
        Process outside = Start("dashboard", "--lanes", ready.Lane, "--secret-file", "secret.txt", "--http", "127.0.0.1:0", "--http-token-file", "token.txt");
        using HttpClient inside = Client(AddressOf(one)), beside = Client(AddressOf(outside));
        Drain(two);

        JsonElement own = await Until(inside, state => State(state) == "running" && Nodes(state) == 4);
        own.GetProperty("present").GetProperty("processes").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["<b>one</b>", "two"], ignoreOrder: true);
        await Until(beside, state => State(state) == "running" && Nodes(state) == 4);

        inside.DefaultRequestHeaders.Authorization = null;
        (await inside.GetAsync("/api/state", Ended)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        inside.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        (await beside.PostAsync("/api/orders/pause", null, Ended)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Until(inside, state => State(state) == "paused");
        (await inside.PostAsync("/api/orders/rates?kind=optimal", null, Ended)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Until(beside, state => state.GetProperty("present").GetProperty("rates").GetString() == "optimal" && State(state) == "paused");
        (await inside.PostAsync("/api/orders/resume", null, Ended)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Until(beside, state => State(state) == "running");
        (await beside.PostAsync("/api/orders/stop", null, Ended)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (Process process in (Process[])[one, two])
        {
            process.WaitForExit(TimeSpan.FromSeconds(90)).ShouldBeTrue();
            process.ExitCode.ShouldBe(0);
        }
        await Until(beside, state => State(state) == "lost");
    }

    private static string? State(JsonElement state) => state.GetProperty("present").GetProperty("state").GetString();

    private static int Nodes(JsonElement state) => state.GetProperty("present").GetProperty("nodes").EnumerateArray().Count(n => n.GetProperty("isThere").GetBoolean());

    private static async Task<JsonElement> Until(HttpClient client, Func<JsonElement, bool> holds)
    {
        string last = "";
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began).TotalSeconds < 90; await Task.Delay(200))
        {
            JsonElement state = JsonDocument.Parse(last = await client.GetStringAsync("/api/state")).RootElement;
            if (holds(state)) return state;
        }
        throw new TimeoutException(last);
    }

    private Process Start(params string[] arguments)
    {
        Process process = _shell.Start(arguments);
        _processes.Add(process);
        return process;
    }

    private static HttpClient Client(string address) =>
        new() { BaseAddress = new(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };

    private static string AddressOf(Process process)
    {
        List<string> told = [];
        while (process.StandardError.ReadLine() is { } line)
        {
            told.Add(line);
            if (!line.StartsWith("page: ", StringComparison.Ordinal)) continue;
            Drain(process);
            return line["page: ".Length..];
        }
        throw new InvalidOperationException(string.Join('\n', told));
    }

    private static void Drain(Process process) => _ = Task.Run(async () =>
    {
        while (await process.StandardError.ReadLineAsync() is not null) { }
    });
}
