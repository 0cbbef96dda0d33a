using System.Text.Json.Nodes;

namespace Gossip.Cluster.Tests;

public sealed class On_record : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void What_happened_in_real_time_happens_again_in_virtual_time()
    {
        Running run = _lab.Start("cluster", "lab.yaml", "--processes", "3", "--out", "out", "--set", "record.events=true");
        run.Code().ShouldBe(0, run.Said);
        JsonNode real = _lab.Summary("out");
        string[][] events = [.. File.ReadLines(_lab["out/events.csv"]).Skip(1).Select(line => line.Split(','))];
        // the rows of metrics are measured a little before the end of the recording
        events.Count(e => e[1] == "gradient").ShouldBeInRange(real["gradients"]!.GetValue<int>(), 2 * real["gradients"]!.GetValue<int>());
        events.Count(e => e[1] == "exchange").ShouldBeInRange(real["communications"]!.GetValue<int>(), 2 * real["communications"]!.GetValue<int>());
        Directory.Exists(_lab["out/recordings"]).ShouldBeFalse();

        double time = real["time"]!.GetValue<double>();
        Running again = _lab.Start("run", "lab.yaml", "--out", "again", "--set", "clocks=out/events.csv", "--set", $"stop={{ time: {time} }}");
        again.Code().ShouldBe(0, again.Said);
        JsonNode replayed = _lab.Summary("again");
        replayed["communications"]!.GetValue<double>().ShouldBe(real["communications"]!.GetValue<double>(), 0.05 * events.Length);
        // exchanges had delays in real time and have none here, so errors are alike and not the same
        Lab.Distance(_lab.Estimates("again").Values, Enumerable.Range(0, Lab.Nodes)).ShouldBeLessThan(1e-8);
    }
}
