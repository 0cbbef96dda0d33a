using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Gossip.Cluster.Tests;

/// <summary>A small neural network on processes that exchange it, or send it to a server. Its file is read, and its scores computed, without the program.</summary>
public sealed class Networks_on_a_cluster : IDisposable
{
    private const int Rows = 600, Hidden = 12, Classes = 3;
    private readonly Lab _lab = new();

    public Networks_on_a_cluster()
    {
        Assert.SkipWhen(!(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64), "no libtorch for this machine");
        _lab.Write("rows.csv", string.Concat(Enumerable.Range(0, Rows).Select(r => string.Create(CultureInfo.InvariantCulture, $"{Feature(r, 0)},{Feature(r, 1)},{r % Classes}\n")).Prepend("a,b,label\n")));
        _lab.Write("net.yaml", $$"""
            problem: { loss: torch, model: mlp, hidden: [{{Hidden}}], data: rows.csv, test: 0.2, batch: 16, split: { kind: dirichlet, alpha: 1 } }
            graph: ring:8
            method: { name: a2cid2, rate: 0.2 }
            stop: { time: 200 }
            record: { every: 10 }
            cluster: { least-unit: 0.05 }
            """);
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Learn_though_a_process_is_killed()
    {
        // long enough for the others to be sure that it is dead, which takes them some ten seconds of the wall
        Running run = _lab.Start("cluster", "net.yaml", "--processes", "3", "--set", "stop.time=600", "--out", "out");
        run.Tells("^p2: epoch [0-9a-f]+: 8 of 8 nodes");
        Running.Signal(run.Child("p2"), Running.Kill);
        run.Code(400).ShouldBe(0, run.Said);
        run.Tells("^6 of 8 nodes take part, without 6-7$");
        run.Prints("test accuracy");
        JsonNode summary = _lab.Summary("out");
        summary["error"].ShouldBeNull();
        summary["test_accuracy"]!.GetValue<double>().ShouldBeGreaterThan(0.95, run.Said);
        Accuracy("out/model.safetensors").ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Learn_though_the_process_with_the_server_is_killed()
    {
        Running run = _lab.Start("cluster", "net.yaml", "--processes", "3", "--out", "out", "--set", "graph=null", "--set", "clients={ count: 8, times: F80 }", "--set", "problem.batch=null",
            "--set", "method={ name: fedfix, interval: 0.5, local: { steps: 5, rate: 0.2, batch: 16 } }", "--set", "stop.time=60", "--set", "record.every=5");
        run.Tells("8 of 8 clients take part, in 3 processes$");
        _lab.WaitForTime("out", 10, run);
        Running.Signal(run.Child("p0"), Running.Kill);
        run.Code(150).ShouldBe(0, run.Said);
        run.Tells("^p[12]: holds the server in term [2-9]+, after [1-9][0-9]* rounds$");
        Accuracy("out/model.safetensors").ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void In_virtual_time_are_the_same_bits_as_in_one_loop()
    {
        foreach (string[] way in (string[][])[["run", "net.yaml", "--out", "loop"], ["cluster", "net.yaml", "--time", "virtual", "--processes", "2", "--out", "many"]])
            _lab.Start([.. way, "--set", "stop.time=20"]).Code(90).ShouldBe(0);
        foreach (string key in (string[])["digest", "loss", "test_accuracy"])
            _lab.Summary("many")[key]!.ToJsonString().ShouldBe(_lab.Summary("loop")[key]!.ToJsonString());
    }

    /// <summary>Three clouds on a circle, ten times as far apart as they are wide.</summary>
    private static double Feature(int row, int axis)
    {
        double angle = 2 * Math.PI * (row % Classes) / Classes, noise = 0.3 * Math.Sin(12.9898 * row + 78.233 * axis);
        return (axis == 0 ? Math.Cos(angle) : Math.Sin(angle)) * 1.5 + noise;
    }

    /// <summary>The share of all rows that the network in a file puts into the right class: W₂·max(0, W₁a + b₁) + b₂.</summary>
    private double Accuracy(string file)
    {
        byte[] bytes = File.ReadAllBytes(_lab[file]);
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        float[][] arrays = [.. JsonNode.Parse(bytes.AsSpan(8, header))!.AsObject().Where(p => p.Key != "__metadata__")
            .Select(p => (Shape: p.Value!["shape"]!.AsArray(), From: p.Value["data_offsets"]![0]!.GetValue<int>(), To: p.Value["data_offsets"]![1]!.GetValue<int>()))
            .OrderBy(a => a.From).Select(a => MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8 + header + a.From, a.To - a.From)).ToArray())];
        arrays.Select(a => a.Length).ShouldBe([Hidden * 2, Hidden, Classes * Hidden, Classes]);
        int right = 0;
        for (int r = 0; r < Rows; r++)
        {
            double[] hidden = [.. Enumerable.Range(0, Hidden).Select(h => Math.Max(0, arrays[0][2 * h] * Feature(r, 0) + arrays[0][2 * h + 1] * Feature(r, 1) + arrays[1][h]))];
            double[] scores = [.. Enumerable.Range(0, Classes).Select(c => arrays[3][c] + hidden.Select((v, h) => v * arrays[2][c * Hidden + h]).Sum())];
            if (Array.IndexOf(scores, scores.Max()) == r % Classes) right++;
        }
        return (double)right / Rows;
    }
}
