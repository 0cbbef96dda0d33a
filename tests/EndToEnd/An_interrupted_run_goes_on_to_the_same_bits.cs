using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

public sealed class An_interrupted_run_goes_on_to_the_same_bits : IDisposable
{
    private const int Interrupt = 2, Kill = 9, Terminate = 15;
    private readonly Shell _shell = new();

    public An_interrupted_run_goes_on_to_the_same_bits() => _shell.Write("long.yaml", $$"""
        problem: { data: {{Repository.Data("linear_n16_s0")}} }
        graph: ring:16
        stop: { time: 4000 }
        record: { every: 2, events: true, state: true }
        """);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(Interrupt, "sequential", "sequential")]
    [InlineData(Terminate, "actors", "sequential")]
    public void After_a_signal(int signal, string first, string second)
    {
        using Process process = _shell.Start("run", "long.yaml", "--json", "--set", $"runtime={first}");
        Shell.Until(() => Rows("runs/long") > 50, "metrics.csv does not grow");
        Shell.Signal(process, signal);
        Finished interrupted = Shell.Wait(process);
        interrupted.Code.ShouldBe(130);
        interrupted.Error.ShouldContain("gossip run --resume runs/long");
        JsonNode.Parse(interrupted.Out)!["stop_reason"]!.GetValue<string>().ShouldBe("interrupted");

        _shell.Gossip("run", "long.yaml", "--resume", "runs/long", "--set", $"runtime={second}").Code.ShouldBe(0);
        ShouldEqualAnUninterruptedRun();
    }

    [Fact]
    public void After_kill_9_from_the_last_checkpoint_and_where_that_is_damaged_from_the_one_before()
    {
        using Process process = _shell.Start("run", "long.yaml", "--set", "checkpoint.every=20");
        Shell.Until(() => File.Exists(_shell["runs/long/checkpoint.previous.bin"]) && File.Exists(_shell["runs/long/checkpoint.bin"]), "no checkpoints");
        Shell.Signal(process, Kill);
        process.WaitForExit();
        using (FileStream newest = File.Open(_shell["runs/long/checkpoint.bin"], FileMode.Open))
        {
            newest.Position = newest.Length / 2;
            int there = newest.ReadByte();
            newest.Position--;
            newest.WriteByte((byte)~there);
        }

        // without a file the experiment is the one in the folder
        _shell.Gossip("run", "--resume", "runs/long").Code.ShouldBe(0);
        ShouldEqualAnUninterruptedRun();
        File.Exists(_shell["runs/long/checkpoint.bin"]).ShouldBeFalse();
        Finished again = _shell.Gossip("run", "--resume", "runs/long");
        again.Code.ShouldBe(2);
        again.Error.ShouldContain("found a run that is finished");
    }

    [Fact]
    public void A_different_experiment_is_refused_by_the_name_of_the_key()
    {
        string copy = Directory.CreateDirectory(_shell["copy"]).FullName;
        foreach (string file in Directory.GetFiles(Repository.Data("linear_n16_s0"))) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        _shell.Write("long.yaml", _shell.Read("long.yaml").Replace(Repository.Data("linear_n16_s0"), "copy", StringComparison.Ordinal));
        using Process process = _shell.Start("run", "long.yaml");
        Shell.Until(() => Rows("runs/long") > 5, "metrics.csv does not grow");
        Shell.Signal(process, Interrupt);
        Shell.Wait(process).Code.ShouldBe(130);
        string before = _shell.Read("runs/long/summary.json");

        Refused("problem.l2: found '0.5', expected 'nothing', as in the run that was interrupted", "--set", "problem.l2=0.5");
        Refused("graph: found 'star:16', expected 'ring:16', as in the run that was interrupted", "--set", "graph=star:16");
        // the same settings on other data: one digit of one row
        string[] lines = File.ReadAllLines(Path.Combine(copy, "node-03.csv"));
        lines[5] = lines[5].Replace('1', '2');
        File.WriteAllLines(Path.Combine(copy, "node-03.csv"), lines);
        Refused("problem.data: found other contents, expected those of the run that was interrupted");
        _shell.Read("runs/long/summary.json").ShouldBe(before);

        void Refused(string expected, params string[] changes)
        {
            Finished finished = _shell.Gossip(["run", "long.yaml", "--resume", "runs/long", .. changes]);
            (finished.Code, finished.Out).ShouldBe((2, ""));
            finished.Error.ShouldContain(expected);
        }
    }

    private void ShouldEqualAnUninterruptedRun()
    {
        _shell.Gossip("run", "long.yaml", "--out", "whole").Code.ShouldBe(0);
        foreach (string file in (string[])["metrics.csv", "events.csv", "state.csv"])
            _shell.Read($"runs/long/{file}").ShouldBe(_shell.Read($"whole/{file}"), file);
        Digest("runs/long").ShouldBe(Digest("whole"));
    }

    private string Digest(string folder) => JsonNode.Parse(_shell.Read($"{folder}/summary.json"))!["digest"]!.GetValue<string>();

    private int Rows(string folder)
    {
        string path = _shell[$"{folder}/metrics.csv"];
        if (!File.Exists(path)) return 0;
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(c => c == '\n');
    }
}
