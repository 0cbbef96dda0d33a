using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gossip.EndToEnd.Tests;

/// <summary>The dashboard as a person meets it: real processes, a real browser.</summary>
public sealed partial class The_page_in_a_browser : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Shows_a_cluster_live_turns_a_killed_node_pauses_changes_rates_and_stops()
    {
        Browser.Require();
        // nothing is ever reached: the run goes on until the page stops it
        _shell.Write("live.yaml", """
            problem: { loss: logistic, l2: 0.1, data: data.csv, standardise: true, split: { kind: iid } }
            graph: ring:8
            stop: { time: 1.0e+9 }
            record: { every: 2 }
            """);
        File.Copy(Path.Combine(Repository.Root, "examples", "data", "breast_cancer.csv"), _shell["data.csv"]);
        using Process cluster = _shell.Start("cluster", "live.yaml", "--processes", "4", "--http", "127.0.0.1:0", "--out", "run");
        try
        {
            List<string> told = [];
            string address = AddressOf(cluster, told);
            Task rest = Task.Run(() => Gather(cluster, told), TestContext.Current.CancellationToken);
            JsonElement seen = Browser.Run("page.mjs", address), steps = seen.GetProperty("steps");
            string all = seen.ToString();
            seen.GetProperty("errors").GetArrayLength().ShouldBe(0, all);
            seen.GetProperty("foreign").GetArrayLength().ShouldBe(0, all);
            steps.GetProperty("nodes").GetInt32().ShouldBe(8, all);
            steps.GetProperty("circles").GetInt32().ShouldBeGreaterThanOrEqualTo(8, all);
            steps.GetProperty("standsStill").GetBoolean().ShouldBeTrue(all);
            steps.GetProperty("goesOn").GetBoolean().ShouldBeTrue(all);
            steps.GetProperty("refusal").GetString()!.ShouldContain("a plan for another graph", Case.Sensitive, all);
            steps.GetProperty("remarks").EnumerateArray().Select(e => e.GetString()!).ShouldAllBe(e => e.Contains("400 (Bad Request)"), all);
            steps.GetProperty("gone").GetInt32().ShouldBe(2, all);
            steps.GetProperty("log").GetString()!.ShouldContain("was killed", Case.Sensitive, all);
            steps.GetProperty("firstStop").GetString().ShouldBe("skip", all);
            steps.GetProperty("nameless").GetInt32().ShouldBe(0, all);
            steps.GetProperty("tablesWithoutCaption").GetInt32().ShouldBe(0, all);
            steps.GetProperty("overflow").GetInt32().ShouldBe(0, all);
            steps.GetProperty("stillRuns").GetString().ShouldBe("running", all);
            cluster.WaitForExit(TimeSpan.FromSeconds(90)).ShouldBeTrue();
            cluster.ExitCode.ShouldBe(0, string.Join('\n', told));
            JsonDocument.Parse(_shell.Read("run/summary.json")).RootElement.GetProperty("stop_reason").GetString().ShouldBe("stopped");
        }
        finally
        {
            if (!cluster.HasExited) cluster.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void Shows_a_name_that_is_markup_as_text()
    {
        Browser.Require();
        const string Hostile = "<img src=x onerror=document.title=1><script>alert(1)";
        _shell.Write("run/experiment.yaml", $"name: \"{Hostile}\"\nproblem: {{ data: data.csv }}\ngraph: ring:4\n");
        _shell.Write("run/metrics.csv", "time,error,bound\n0,1,2\n1,0.5,1\n");
        using Process page = _shell.Start("dashboard", "run", "--http", "127.0.0.1:0");
        try
        {
            JsonElement seen = Browser.Run("text.mjs", AddressOf(page, []));
            seen.GetProperty("heading").GetString().ShouldBe(Hostile);
            seen.GetProperty("images").GetInt32().ShouldBe(0);
            seen.GetProperty("errors").GetArrayLength().ShouldBe(0, seen.ToString());
            seen.GetProperty("asked").GetArrayLength().ShouldBe(0, seen.ToString());
            seen.GetProperty("state").GetString().ShouldBe("running");
        }
        finally
        {
            page.Kill(entireProcessTree: true);
        }
    }

    private static string AddressOf(Process process, List<string> told)
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            told.Add(line);
            if (Page().Match(line) is { Success: true } match) return match.Groups[1].Value;
        }
        throw new InvalidOperationException(string.Join('\n', told));
    }

    private static void Gather(Process process, List<string> told)
    {
        while (process.StandardError.ReadLine() is { } line) told.Add(line);
    }

    [GeneratedRegex("^page: (http://.*/)$")]
    private static partial Regex Page();
}
