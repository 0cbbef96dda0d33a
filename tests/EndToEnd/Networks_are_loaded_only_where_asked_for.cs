using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gossip.EndToEnd.Tests;

public sealed class Networks_are_loaded_only_where_asked_for : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Other_runs_have_neither_TorchSharp_nor_libtorch_nor_Skia_in_their_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory maps are read from /proc");
        string without = Map("problem: { loss: logistic, l2: 0.01, data: DATA }", "without");
        without.ShouldNotContain("torch", Case.Insensitive);
        without.ShouldNotContain("skia", Case.Insensitive);
        if (RuntimeInformation.OSArchitecture == Architecture.X64) Map("problem: { loss: torch, model: mlp, data: DATA, batch: 4 }", "with").ShouldContain("libtorch_cpu.so");
    }

    /// <summary>The files in the memory of a process that has begun to run.</summary>
    private string Map(string problem, string folder)
    {
        string data = Repository.PathOf("examples/data/breast_cancer.csv");
        _shell.Write("run.yaml", $"{problem.Replace("DATA", $"\"{data}\"", StringComparison.Ordinal)}\ngraph: ring:4\nmethod: {{ name: ad-psgd, rate: 0.001 }}\nstop: {{ time: 1.0e9 }}");
        using Process process = _shell.Start("run", "run.yaml", "--out", folder);
        Shell.Until(() => File.Exists(_shell[folder + "/metrics.csv"]), "the run does not begin");
        string[] files = [.. File.ReadLines($"/proc/{process.Id}/maps").Select(line => Path.GetFileName(line.Split(' ')[^1])).Distinct()];
        process.Kill();
        process.WaitForExit();
        return string.Join('\n', files);
    }
}
