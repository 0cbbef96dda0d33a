using Gossip.Core;
using Gossip.Experiments.Sweeps;

namespace Gossip.Experiments.Tests.Sweeps;

public sealed class A_sweep_that_goes_on : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _data;

    public A_sweep_that_goes_on()
    {
        _data = Directory.CreateDirectory(_folder["data"]).FullName;
        foreach (string file in Directory.GetFiles(Repository.Data("linear_n16_s0"))) File.Copy(file, Path.Combine(_data, Path.GetFileName(file)));
        SomeSweep.Run(Sweep(), Out);
    }

    private string Out => _folder["out"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Has_the_same_tables_wherever_it_was_cut_and_on_any_number_of_threads()
    {
        string[] tables = ["results.csv", "results.parquet", "curves.csv", "paired.csv"];
        byte[][] whole = [.. tables.Select(t => File.ReadAllBytes(Path.Combine(Out, t)))];
        string[] cells = [.. Directory.GetFiles(Path.Combine(Out, "cells")).Order()];
        cells.Length.ShouldBe(8);
        foreach (int kept in new[] { 0, 1, 5, 8 })
        {
            foreach (string cell in cells.Skip(kept)) File.Delete(cell);
            foreach (string table in tables) File.Delete(Path.Combine(Out, table));
            // what a kill leaves of a file being written has another name
            File.WriteAllText(Path.Combine(Out, "cells", ".000007.json.1234.tmp"), "{");
            List<string> notes = [];
            SweepRunner.Run(Sweep(), new() { Folder = Out, Threads = 1 + kept % 3, Notice = notes.Add });
            tables.Select(t => File.ReadAllBytes(Path.Combine(Out, t))).Zip(whole).ShouldAllBe(p => p.First.SequenceEqual(p.Second));
            notes.ShouldBe(kept == 0 ? [] : [$"{kept} of 8 cells were done before"]);
        }
    }

    [Fact]
    public void Runs_a_cell_again_whose_file_is_damaged()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Out, "results.csv"));
        File.WriteAllText(Path.Combine(Out, "cells", "000003.json"), "{\"summary\":");
        SomeSweep.Run(Sweep(), Out);
        File.ReadAllBytes(Path.Combine(Out, "results.csv")).ShouldBe(whole);
    }

    [Theory]
    [InlineData("stop.error: found '0.02', expected '0.01', as in the sweep in", "stop.error=0.02")]
    [InlineData("seeds: found '1, 2, 3', expected '1, 2', as in the sweep in", "seeds=3")]
    [InlineData("graph: found 'ring:16', expected 'ring:16, star:16', as in the sweep in", "sweep={graph: [ring:16]}")]
    [InlineData("target: found '0.5', expected nothing, as in the sweep in", "target=0.5")]
    [InlineData("measure: found 'consensus', expected 'auto', as in the sweep in", "measure=consensus")]
    public void Is_refused_where_its_file_says_something_else(string expected, string set)
    {
        string[] before = Everything();
        Should.Throw<InputException>(() => SomeSweep.Run(Sweep(set), Out)).Message.ShouldContain(expected);
        Everything().ShouldBe(before);
        SomeSweep.Run(Sweep(set), Out, fresh: true).Failed.ShouldBeEmpty();
    }

    [Fact]
    public void Is_refused_on_other_data()
    {
        string node = Path.Combine(_data, "node-03.csv");
        File.WriteAllText(node, File.ReadAllText(node).Replace('1', '2'));
        Should.Throw<InputException>(() => SomeSweep.Run(Sweep(), Out)).Message.ShouldStartWith($"problem.data: {_data}: found other contents, expected those of the sweep in");
    }

    [Fact]
    public void May_be_drawn_in_another_way()
    {
        byte[] results = File.ReadAllBytes(Path.Combine(Out, "results.csv")), curves = File.ReadAllBytes(Path.Combine(Out, "curves.csv"));
        SomeSweep.Run(Sweep("band=t", "confidence=0.9", "pair={graph: ring:16}"), Out);
        File.ReadAllBytes(Path.Combine(Out, "results.csv")).ShouldBe(results);
        File.ReadAllBytes(Path.Combine(Out, "curves.csv")).ShouldNotBe(curves);
        SomeSweep.Run(Sweep("pair={}"), Out);
        File.Exists(Path.Combine(Out, "paired.csv")).ShouldBeFalse();
    }

    [Fact]
    public void Needs_a_folder_with_a_sweep_to_be_resumed() =>
        Should.Throw<InputException>(() => SweepRunner.Run(Sweep(), new() { Folder = _folder["nothing"], Resume = true })).Message.ShouldContain("--resume: found no sweep in");

    private Sweep Sweep(params string[] sets) => SomeSweep.Of(SomeSweep.Text.Replace(Repository.Data("linear_n16_s0"), _data, StringComparison.Ordinal), sets);

    private string[] Everything() => [.. Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories).Order().Select(f => $"{f} {File.GetLastWriteTimeUtc(f).Ticks}")];
}
