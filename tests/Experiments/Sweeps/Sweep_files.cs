using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Experiments.Sweeps;
using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Tests.Sweeps;

public sealed class Sweep_files : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Are_every_combination_with_every_seed_the_seeds_running_fastest()
    {
        Sweep sweep = SomeSweep.Of(SomeSweep.Text, "seeds=[7, 3]");
        sweep.AllCells().Select(c => c.Name).ShouldBe(
        [
            "ring:16, DADAO, seed 7", "ring:16, DADAO, seed 3", "ring:16, ADOM+, seed 7", "ring:16, ADOM+, seed 3",
            "star:16, DADAO, seed 7", "star:16, DADAO, seed 3", "star:16, ADOM+, seed 7", "star:16, ADOM+, seed 3",
        ]);
        sweep.AllCells().Select(c => c.Index).ShouldBe(Enumerable.Range(0, 8));
        Experiment last = sweep.Experiment(sweep.AllCells().Last());
        (last.Graph.Specs.Single(), last.Method.Name, last.Method.MultiConsensus, last.Seed, last.Runtime.Kind).ShouldBe(("star:16", "adom-plus", true, 3UL, RuntimeSettings.Sequential));
    }

    [Fact]
    public void Count_their_seeds_from_that_of_the_experiment()
    {
        SomeSweep.Of(SomeSweep.Text, "seeds=3").Seeds.ShouldBe([1UL, 2, 3]);
        SomeSweep.Of(SomeSweep.Text, "seeds=3", "seed=40").Seeds.ShouldBe([40UL, 41, 42]);
    }

    [Theory]
    [InlineData("{ from: 0.01, to: 1, steps: 5, scale: log }", "0.01 0.03162277660 0.1 0.3162277660 1")]
    [InlineData("{ from: 0, to: 1, steps: 5 }", "0 0.25 0.5 0.75 1")]
    [InlineData("{ from: 0.1, to: 0.5, step: 0.2 }", "0.1 0.3 0.5")]
    [InlineData("{ from: 1, to: 64, steps: 7, scale: log }", "1 2 4 8 16 32 64")]
    [InlineData("[0.5, 1e-3]", "0.5 1e-3")]
    public void Have_lists_and_ranges(string values, string expected)
    {
        Axis axis = SomeSweep.Of($"experiment: {SomeSweep.Experiment}\nsweep: {{ problem.l2: {values} }}").Axes.Single();
        axis.Numbers.ShouldNotBeNull().Zip(expected.Split(' ').Select(double.Parse)).ShouldAllBe(p => Math.Abs(p.First - p.Second) <= 1e-9 * p.Second);
        axis.Values.Count.ShouldBe(expected.Split(' ').Length);
    }

    [Fact]
    public void Change_whole_sections_before_their_keys()
    {
        Sweep sweep = SomeSweep.Of($$"""
            experiment: {{SomeSweep.Experiment}}
            sweep: { method.rate: [0.5, 0.25] }
            variants: { by: { A: { method: extra, stop.time: 10 }, B: { method: { name: dgd } } } }
            """);
        Experiment[] read = [.. sweep.AllCells().Select(sweep.Experiment)];
        read.Select(e => (e.Method.Name, e.Method.Rate, e.Stop.Time)).ShouldBe([("extra", 0.5, 10.0), ("dgd", 0.5, 2000.0), ("extra", 0.25, 10.0), ("dgd", 0.25, 2000.0)]);
    }

    [Fact]
    public void Name_sections_by_their_name_where_that_tells_them_apart() => SomeSweep.Of($$"""
        experiment: {{SomeSweep.Experiment}}
        sweep: { method: [dadao, { name: extra, rate: 0.1 }, { name: adom-plus, multi-consensus: true }, { name: adom-plus }] }
        """).Axes.Single().Values.Select(v => v.Label).ShouldBe(["dadao", "extra", "{name: adom-plus, multi-consensus: true}", "{name: adom-plus}"]);

    [Fact]
    public void Take_an_experiment_of_its_own_file_with_the_paths_of_that()
    {
        Directory.CreateDirectory(_folder["inner"]);
        File.WriteAllText(_folder["inner/base.yaml"], $"folder: {Path.GetDirectoryName(Repository.Data("linear_n16_s0"))}\nproblem: {{ data: linear_n16_s0 }}\ngraph: ring:16\n");
        File.WriteAllText(_folder["sweep.yaml"], "experiment: inner/base.yaml\nsweep: { method: [dadao, extra] }\nseeds: 2\n");
        Sweep sweep = Sweep.Read(_folder["sweep.yaml"], ["stop.error=0.5"]);
        (sweep.Name, sweep.Cells).ShouldBe(("sweep", 4));
        // and what stands in the output folder is the same sweep there
        Directory.CreateDirectory(_folder["runs/out"]);
        File.WriteAllText(_folder["runs/out/sweep.yaml"], sweep.ResolvedFor(_folder["runs/out"]));
        Sweep again = Sweep.Read(_folder["runs/out/sweep.yaml"]);
        SweepCell[] cells = [.. sweep.AllCells()], same = [.. again.AllCells()];
        same.Select(c => c.Name).ShouldBe(cells.Select(c => c.Name));
        for (int k = 0; k < cells.Length; k++)
        {
            again.Experiment(same[k]).Settings().ShouldBe(sweep.Experiment(cells[k]).Settings());
            again.Experiment(same[k]).Folder.ShouldBe(sweep.Experiment(cells[k]).Folder);
        }
        again.Experiment(same[0]).Stop.Error.ShouldBe(0.5);
    }

    [Theory]
    [InlineData("sweep: { grpah: [ring:16] }", "some.yaml:2: sweep.grpah: unknown key 'grpah' (did you mean 'graph'?)")]
    [InlineData("sweep: { problem.l22: [0.1, 0.2] }", "some.yaml:2: sweep.problem.l22: unknown key 'l22' (did you mean 'l2'?)")]
    [InlineData("variants: { v: { A: { metod: extra } } }", "some.yaml:2: variants.v.A: metod: unknown key 'metod' (did you mean 'method'?)")]
    [InlineData("sweep: { graph: [] }", "some.yaml:2: sweep.graph: found an empty list, expected a list of values")]
    [InlineData("sweep: { graph: ring:16 }", "some.yaml:2: sweep.graph: found 'ring:16', expected a list of values")]
    [InlineData("sweep: { graph: [ring:16, ring:16] }", "found \"ring:16\" twice, expected values that differ")]
    [InlineData("sweep: { problem.l2: [0.1, x] }", "some.yaml:2: sweep.problem.l2: found 'x', expected a number ≥ 0")]
    [InlineData("sweep: { problem.l2: { from: 1, to: 0.1, steps: 3 } }", "sweep.problem.l2.to: found '0.1', expected a number above 1")]
    [InlineData("sweep: { problem.l2: { from: 1, to: 2, stesp: 3 } }", "sweep.problem.l2.stesp: unknown key 'stesp' (did you mean 'step'?)")]
    [InlineData("sweep: { problem.l2: { from: 0, to: 2, steps: 3, scale: log } }", "expected a number > 0, for scale: log")]
    [InlineData("sweep: { problem.l2: { from: 0, to: 2 } }", "expected either steps, how many numbers, or step")]
    [InlineData("sweep: { seed: [1, 2] }", "sweep.seed: found 'seed', expected seeds, beside sweep")]
    [InlineData("sweep: { runtime: [actors] }", "sweep.runtime: found 'runtime', expected a key that changes numbers")]
    [InlineData("variants: { graph: { A: { graph: ring:16 } }, method: { } }", "variants.method: found an empty section, expected names")]
    [InlineData("variants: { error: { A: { graph: ring:16 } } }", "found 'error', which is a column of results.csv, expected another name")]
    [InlineData("seeds: []", "seeds: found a list, expected how many, or a list of whole numbers")]
    [InlineData("seeds: 0", "seeds: found '0', expected a whole number ≥ 1")]
    [InlineData("seeds: [1, 1]", "seeds: found 1 twice, expected seeds that differ")]
    [InlineData("sweeps: { graph: [ring:16] }", "unknown key 'sweeps' (did you mean 'sweep'?)")]
    [InlineData("name: only", "sweep: found nothing, expected keys of the experiment with the values they take")]
    [InlineData("sweep: { graph: [ring:16] }\npair: { garph: ring:16 }", "pair.garph: found 'garph', expected something that is swept: graph (did you mean 'graph'?)")]
    [InlineData("sweep: { graph: [ring:16] }\npair: { graph: star:16 }", "pair.graph: found 'star:16', expected one of ring:16")]
    [InlineData("sweep: { graph: [ring:16] }\nmeasure: eror", "measure: found 'eror', expected one of auto, error, suboptimality")]
    [InlineData("sweep: { graph: [ring:16] }\nconfidence: 1", "confidence: found '1', expected a number above 0 and below 1")]
    [InlineData("sweep: { graph: { from: 1, to: 1e9, step: 1 } }", "expected at most 10000 numbers")]
    public void Say_what_is_wrong_with_them_in_one_line(string text, string expected)
    {
        string message = Should.Throw<InputException>(() => SomeSweep.Of($"experiment: {SomeSweep.Experiment}\n{text}\n")).Message;
        message.ShouldContain(expected);
        message.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("graph=ring:8", "--set graph: found a key that is swept")]
    [InlineData("problem.l22=1", "--set problem.l22: unknown key 'l22'")]
    [InlineData("runtime=cluster", "--set runtime: found a cluster in real time, expected sequential or actors")]
    [InlineData("experiment=nowhere.yaml", "--set experiment: found 'nowhere.yaml', which is no file in")]
    public void And_with_what_set_changes(string set, string expected) =>
        Should.Throw<InputException>(() => SomeSweep.Of(SomeSweep.Text, set)).Message.ShouldContain(expected);

    [Fact]
    public void Without_an_experiment_or_with_a_live_stream_are_refused()
    {
        Should.Throw<InputException>(() => SomeSweep.Of("sweep: { graph: [ring:16] }")).Message.ShouldBe("some.yaml: experiment: found nothing, expected an experiment file, or an experiment with its keys");
        Should.Throw<InputException>(() => SomeSweep.Of("experiment: { method: ogd, problem: { stream: { input: stdin, loss: logistic, features: 2 } } }\nsweep: { method.rate: [0.1, 0.2] }")).Message
            .ShouldContain("problem.stream.input: found a live stream, expected a file of rows or a synthetic stream");
    }

    [Fact]
    public void Have_a_reference_with_every_key_and_its_default()
    {
        Dictionary<string, string> given = Keys(File.ReadAllText(Repository.PathOf("docs/reference/sweep.yaml")));
        Document bare = Document.Parse(SomeSweep.Of($"experiment: {SomeSweep.Experiment}\nseeds: 1").ResolvedFor(_folder.Path), "bare.yaml");
        Sweep reference = Sweep.Read(Repository.PathOf("docs/reference/sweep.yaml"));
        reference.Cells.ShouldBeGreaterThan(1);
        given.Keys.ShouldBe(["name", "experiment", "sweep", "variants", "seeds", "measure", "target", "band", "confidence", "pair"]);
        foreach ((string key, string value) in Keys(bare.Resolved()).Where(p => p.Key is "measure" or "band" or "confidence")) given[key].ShouldBe(value, key);
    }

    /// <summary>The keys at the left margin, with the word behind them.</summary>
    private static Dictionary<string, string> Keys(string yaml) => yaml.Split('\n').Where(line => line.Length > 0 && char.IsAsciiLetter(line[0]))
        .Select(line => line.Split('#')[0].Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
}
