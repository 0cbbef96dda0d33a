using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class Every_example_runs : IDisposable
{
    private readonly Shell _shell = new();

    public static TheoryData<string> Examples => [.. All(path => !IsNetwork(path) && !IsOnline(path) && !IsSweep(path))];

    public static TheoryData<string> Networks => [.. All(IsNetwork)];

    public static TheoryData<string> OnlineExamples => [.. All(IsOnline)];

    public void Dispose() => _shell.Dispose();

    /// <summary>Cut short: that it starts, converges, and reports.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void And_gets_nearer_to_the_optimum(string example)
    {
        Finished finished = _shell.Inside("run", Path.Combine(Repository.Root, "examples", example), "--out", "out", "--set", "stop={error: 0.05}", "--json");
        finished.Code.ShouldBe(0);
        JsonNode.Parse(finished.Out)!["error"]!.GetValue<double>().ShouldBeLessThanOrEqualTo(0.05);
        File.Exists(_shell["out/report.html"]).ShouldBeTrue();
    }

    /// <summary>No optimum of these is known: the loss falls, and the model is there.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Or_where_there_is_none_learns(string example)
    {
        Finished finished = _shell.Inside("run", Path.Combine(Repository.Root, "examples", example), "--out", "out", "--set", "stop={time: 20}", "--json");
        finished.Code.ShouldBe(0, finished.Error);
        JsonNode summary = JsonNode.Parse(finished.Out)!;
        // ten classes: a model that has learned nothing has ln 10
        summary["loss"]!.GetValue<double>().ShouldBeLessThan(Math.Log(10));
        summary["test_accuracy"]!.GetValue<double>().ShouldBeGreaterThan(0.2);
        File.Exists(_shell["out/model.safetensors"]).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(OnlineExamples))]
    public void And_pays_less_than_what_is_proven_or_than_alone(string example)
    {
        Finished finished = _shell.Inside("run", Path.Combine(Repository.Root, "examples", example), "--out", "out", "--json");
        finished.Code.ShouldBe(0, finished.Error);
        JsonNode summary = JsonNode.Parse(finished.Out)!;
        if (summary["regret_alone"] is { } alone)
        {
            summary["regret"]!.GetValue<double>().ShouldBeLessThan(0.7 * alone.GetValue<double>());
            return;
        }
        summary["regret"]!.GetValue<double>().ShouldBeLessThan(summary["bound"]!.GetValue<double>());
        summary["path_inequality"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void The_quickstart_ends_with_the_error_reached_and_the_path_of_the_report()
    {
        Finished finished = _shell.Inside("run", Path.Combine(Repository.Root, "examples/quickstart.yaml"));
        finished.Code.ShouldBe(0);
        finished.Out.ShouldStartWith("quickstart: reached error 9.");
        finished.Out.TrimEnd().ShouldEndWith("report: " + Path.Combine("runs", "quickstart", "report.html"));
    }

    private static IEnumerable<string> All(Func<string, bool> which) =>
        Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.yaml").Where(which).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static bool IsOnline(string path) => File.ReadAllText(path).Contains("stream:", StringComparison.Ordinal);

    /// <summary>These are no experiments: <see cref="Sweeps"/> has them.</summary>
    private static bool IsSweep(string path) => File.ReadAllText(path).Contains("\nsweep:", StringComparison.Ordinal);

    private static bool IsNetwork(string path) => File.ReadAllText(path).Contains("loss: torch", StringComparison.Ordinal);
}
