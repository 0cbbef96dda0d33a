using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gossip.Cluster.Tests;

/// <summary>What tools see of real processes that are in the care of others: probes, metrics, status, export and stop.</summary>
public sealed partial class Watched_from_outside : IDisposable
{
    private readonly Lab _lab = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _lab.Dispose();
    }

    [Fact]
    public async Task Every_metric_of_the_board_the_alerts_and_the_page_is_exposed_and_no_other()
    {
        Certify();
        _lab.Write("fed.yaml", """
            problem: { loss: least-squares, data: shards, l2: 4, mu: 4, l: 10 }
            method: { name: fedavg, local: { rate: 0.05 } }
            clients: { times: F80 }
            cluster: { least-unit: 0.02 }
            stop: { error: 1.0e-22 }
            """);
        Running[] processes =
        [
            _lab.Start("node", "lab.yaml", "--nodes", "0-7", "--http", "127.0.0.1:0", "--checkpoint", "kept", "--certificate", "own.pem", "--certificate-key", "own.key"),
            _lab.Start("node", "fed.yaml", "--nodes", "0-7", "--http", "127.0.0.1:0"),
        ];
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/reference/metrics.md"));
        string[] told = [.. Row().Matches(page).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
        string[] exposed = [];
        for (int tries = 0; tries < 300 && !told.SequenceEqual(exposed); tries++)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            string[] texts = await Task.WhenAll(processes.Select(async p => await Get(p, "metrics") is { Code: HttpStatusCode.OK } answer ? answer.Body : ""));
            exposed = [.. texts.SelectMany(text => Name().Matches(text).Select(m => m.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal)];
        }
        exposed.ShouldBe(told);
        foreach (string file in (string[])["deploy/grafana/gossip.json", "deploy/prometheus/gossip.yaml"])
        {
            string[] used = [.. Used().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))).Select(m => m.Value).Distinct()];
            used.Length.ShouldBeGreaterThan(8);
            used.Except(exposed).ShouldBeEmpty(file);
        }
        (await Get(processes[0], "metrics")).Body.ShouldMatch(@"gossip_edge_planned_rate\{.*edge=""0-1"".*\} [0-9.]+");
    }

    [Fact]
    public async Task Status_tells_what_is_wrong_export_takes_everything_away_and_stop_ends_all()
    {
        Dictionary<string, string> secret = new() { ["GOSSIP_SECRET"] = "right" };
        Running first = _lab.Start(secret, "node", "lab.yaml", "--nodes", "0-4", "--http", "127.0.0.1:0", "--name", "first");
        string seed = JsonNode.Parse(first.Prints("^{"))!["address"]!.GetValue<string>();
        (await Get(first, "health/startup")).Code.ShouldBe(HttpStatusCode.OK);
        (await Get(first, "health/live")).Code.ShouldBe(HttpStatusCode.OK);
        await Until(async () => (await Get(first, "health/ready")).Body.Contains("waiting for nodes 5, 6, 7", StringComparison.Ordinal));
        (await Get(first, "health/ready")).Code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Running early = _lab.Start(secret, "status", "--seeds", seed);
        early.Code().ShouldBe(1, early.Said);
        early.Out.ShouldContain("problem: first: waiting for nodes 5, 6, 7", early.Said);

        Running second = _lab.Start(secret, "node", "lab.yaml", "--nodes", "5-7", "--seeds", seed, "--name", "second");
        await Until(async () => (await Get(first, "health/ready")).Code == HttpStatusCode.OK);
        JsonNode status = await Settled(secret, seed);
        status["healthy"]!.GetValue<bool>().ShouldBeTrue(status.ToJsonString());
        status["error"]!.GetValue<double>().ShouldBeLessThan(1e-18);
        status["processes"]!.AsArray().Select(p => p!["nodes"]!.GetValue<string>()).ShouldBe(["0-4", "5-7"]);
        status["edges"]!.AsArray().Count.ShouldBe(20); // of exponential:8
        foreach (JsonNode? edge in status["edges"]!.AsArray()) edge!["exchanges"]!.GetValue<long>().ShouldBeGreaterThan(0);

        // the same through any process, and with the experiment
        Running export = _lab.Start(secret, "export", "lab.yaml", "--seeds", seed, "--out", "now");
        export.Code().ShouldBe(0, export.Said);
        Dictionary<int, double[]> estimates = _lab.Estimates("now");
        estimates.Keys.Order().ShouldBe(Enumerable.Range(0, Lab.Nodes));
        Lab.Distance(estimates.Values, Enumerable.Range(0, Lab.Nodes)).ShouldBeLessThan(1e-8);
        _lab.Summary("now")["members"]!.GetValue<int>().ShouldBe(8);
        File.ReadLines(_lab["now/metrics.csv"]).Count().ShouldBe(2);
        _lab.Write("other.yaml", File.ReadAllText(_lab["lab.yaml"]).Replace("l2: 4", "l2: 5", StringComparison.Ordinal));
        Running other = _lab.Start(secret, "status", "other.yaml", "--seeds", seed);
        other.Code().ShouldBe(2, other.Said);
        other.Error.Last().ShouldContain("another experiment than the cluster runs");
        Running stranger = _lab.Start(new Dictionary<string, string> { ["GOSSIP_SECRET"] = "wrong" }, "stop", "--seeds", seed);
        stranger.Code().ShouldBe(2, stranger.Said);
        first.HasEnded.ShouldBeFalse();

        Running stop = _lab.Start(secret, "stop", "--seeds", seed);
        stop.Code().ShouldBe(0, stop.Said);
        stop.Out.ShouldContain("stopped: 2 processes have left");
        first.Code(30).ShouldBe(0, first.Said);
        second.Code(30).ShouldBe(0, second.Said);
        Running nobody = _lab.Start(secret, "status", "--seeds", seed);
        nobody.Code().ShouldBe(1, nobody.Said);
        nobody.Error.Single().ShouldBe($"error: no process answers at {seed}");
    }

    /// <summary>Asks for the status until the run has converged and nothing is wrong.</summary>
    private async Task<JsonNode> Settled(IReadOnlyDictionary<string, string> environment, string seed)
    {
        JsonNode status = new JsonObject();
        for (int tries = 0; tries < 20; tries++)
        {
            Running ask = _lab.Start(environment, "status", "lab.yaml", "--seeds", seed, "--json");
            ask.Code();
            status = JsonNode.Parse(string.Join('\n', ask.Out))!;
            if (status["healthy"]!.GetValue<bool>() && status["error"]?.GetValue<double>() < 1e-18) break;
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
        return status;
    }

    private async Task<(HttpStatusCode Code, string Body)> Get(Running process, string path)
    {
        Uri page = new(process.Tells("^page: http")["page: ".Length..]);
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(page, path), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (int tries = 0; tries < 600; tries++)
        {
            if (await holds()) return;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("not within a minute");
    }

    /// <summary>A certificate that is its own authority.</summary>
    private void Certify()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=lab", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        _lab.Write("own.pem", made.ExportCertificatePem());
        _lab.Write("own.key", key.ExportPkcs8PrivateKeyPem());
    }

    [GeneratedRegex(@"^\| `(gossip_[a-z_]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^(gossip_[a-z_]+)\{", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"\bgossip_[a-z_]+")]
    private static partial Regex Used();
}
