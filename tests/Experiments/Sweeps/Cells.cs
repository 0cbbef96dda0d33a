using System.Globalization;
using System.Xml.Linq;
using Gossip.Experiments.Running;
using Gossip.Experiments.Sweeps;
using Parquet;
using Parquet.Schema;

namespace Gossip.Experiments.Tests.Sweeps;

public sealed class Cells : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A cell beside the same run by itself, in a folder of its own and with its data read anew.</summary>
    [Fact]
    public void Have_the_numbers_of_the_same_run_by_itself()
    {
        Sweep sweep = SomeSweep.Of(SomeSweep.Text);
        SomeSweep.Run(sweep, _folder["sweep"]).Outcome.ShouldBe("all 8 cells done");
        Dictionary<string, string>[] rows = Rows("results.csv");
        rows.Length.ShouldBe(8);
        string text = SomeSweep.Experiment;
        foreach ((int row, string[] sets) in new (int, string[])[] { (1, ["seed=2"]), (6, ["graph=star:16", "method={name: adom-plus, multi-consensus: true}"]) })
        {
            RunResult alone = Runner.Run(Experiment.Parse(text, "alone.yaml", sets), new() { Folder = _folder[$"alone-{row}"] });
            (rows[row]["digest"], rows[row]["stop_reason"]).ShouldBe((alone.Summary.Digest, "error"));
            Experiments.Report.MetricPoint first = alone.Points.First(p => p.Error <= 1e-2);
            rows[row]["communications_to_target"].ShouldBe($"{first.Communications}");
            rows[row]["gradients_to_target"].ShouldBe($"{first.Gradients}");
            rows[row]["bytes_to_target"].ShouldBe($"{first.Bytes}");
            double.Parse(rows[row]["time_to_target"], CultureInfo.InvariantCulture).ShouldBe(first.Time);
            double.Parse(rows[row]["error"], CultureInfo.InvariantCulture).ShouldBe(alone.Summary.Error);
        }
    }

    [Fact]
    public async Task Stand_in_csv_and_in_parquet_alike()
    {
        SomeSweep.Run(SomeSweep.Of(SomeSweep.Text), _folder["sweep"]);
        Dictionary<string, string>[] rows = Rows("results.csv");
        await using ParquetReader reader = await ParquetReader.CreateAsync(_folder["sweep/results.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        reader.Schema.GetDataFields().Select(f => f.Name).ShouldBe(rows[0].Keys);
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        foreach (DataField field in reader.Schema.GetDataFields())
        {
            string[] cells;
            if (field.ClrType == typeof(long))
            {
                long?[] counts = new long?[rows.Length];
                await group.ReadAsync<long>(field, counts.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
                cells = [.. counts.Select(c => $"{c}")];
            }
            else if (field.ClrType == typeof(double))
            {
                double?[] numbers = new double?[rows.Length];
                await group.ReadAsync<double>(field, numbers.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
                cells = [.. numbers.Select(n => n?.ToString(CultureInfo.InvariantCulture) ?? "")];
            }
            else
            {
                string?[] texts = new string?[rows.Length];
                await group.ReadAsync(field, texts.AsMemory()!, cancellationToken: TestContext.Current.CancellationToken);
                cells = [.. texts.Select(t => t ?? "")];
            }
            cells.ShouldBe(rows.Select(r => r[field.Name]), field.Name);
        }
    }

    /// <summary>Ratios worked out from results.csv: two seeds, so t₀.₉₇₅ with one degree of freedom, 12.70620474, times half the difference of the logarithms.</summary>
    [Fact]
    public void Are_compared_seed_by_seed()
    {
        SomeSweep.Run(SomeSweep.Of(SomeSweep.Text), _folder["sweep"]);
        Dictionary<string, string>[] rows = Rows("results.csv");
        double[] logs = [.. Enumerable.Range(0, 2).Select(seed => Math.Log(Count(rows[2 + seed]) / Count(rows[seed])))];
        Dictionary<string, string> paired = Rows("paired.csv").Single(r => (r["graph"], r["method"], r["what"]) == ("ring:16", "ADOM+", "communications"));
        (paired["with"], paired["kind"], paired["pairs"]).ShouldBe(("DADAO", "ratio", "2"));
        double mean = logs.Average(), half = 12.70620474 * Math.Abs(logs[0] - logs[1]) / 2;
        Number(paired, "mean").ShouldBe(Math.Exp(mean), 1e-9 * Math.Exp(mean));
        Number(paired, "low").ShouldBe(Math.Exp(mean - half), 1e-6 * Math.Exp(mean - half));
        Number(paired, "high").ShouldBe(Math.Exp(mean + half), 1e-6 * Math.Exp(mean + half));

        static double Count(Dictionary<string, string> row) => Number(row, "communications_to_target");
        static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Of_one_seed_have_the_same_data_by_every_method_and_on_every_graph()
    {
        Sweep sweep = SomeSweep.Of($$"""
            experiment: { problem: { data: {{Repository.PathOf("examples/data/breast_cancer.csv")}}, loss: logistic, l2: 0.1, split: { kind: dirichlet } }, graph: ring:8 }
            sweep: { graph: [ring:8, star:8], method: [dadao, extra] }
            seeds: 2
            """);
        double[][] optima = [.. sweep.AllCells().Select(c => Setup.Of(sweep.Experiment(c)).Problem.Objectives.Select(f => f.Value(new double[Core.Padding.Of(f.Dimension)]) + f.L).ToArray())];
        foreach (SweepCell cell in sweep.AllCells()) optima[cell.Index].ShouldBe(optima[cell.Index % 2]);
        optima[0].ShouldNotBe(optima[1]);
    }

    [Fact]
    public void That_cannot_run_say_why_and_the_others_are_done()
    {
        Sweep sweep = SomeSweep.Of($$"""
            experiment: { problem: { data: {{Repository.Data("linear_n16_s0")}}, loss: logistic, l2: 1 }, graph: ring:16, stop: { time: 3 } }
            sweep: { problem.loss: [logistic, least-squares], method: [msda, dadao] }
            """);
        SweepSummary summary = SomeSweep.Run(sweep, _folder["sweep"]);
        (summary.Done, summary.Outcome).ShouldBe((2, "2 of 4 cells done, 2 could not run"));
        summary.Failed.ShouldAllBe(f => f.Values["problem.loss"] == "logistic");
        Dictionary<string, string>[] rows = Rows("results.csv");
        rows.Select(r => r["status"]).ShouldBe(["failed", "failed", "done", "done"]);
    }

    [Theory]
    [InlineData("{ method: { name: fedfix, interval: 0.5 }, problem: { data: DATA }, clients: { count: 16, times: F80 }, stop: { time: 5 } }", "method.local.steps: [1, 2]", "error")]
    [InlineData("{ method: sea-omd, problem: { stream: { kind: iid } }, stop: { rounds: 50 } }", "problem.stream.sigma: [0.1, 0.5]", "regret")]
    [InlineData("{ method: ogd, graph: ring:4, problem: { stream: { kind: iid, heterogeneity: 0.5 } }, stop: { rounds: 50 } }", "graph: [ring:4, path:4]", "regret")]
    [InlineData("{ method: dadao, graph: ring:16, problem: { data: DATA }, record: { optimum: never }, stop: { time: 5 } }", "rates.total: [40, 80]", "loss")]
    public void Are_measured_by_what_their_kind_of_run_has(string experiment, string swept, string measure)
    {
        Sweep sweep = SomeSweep.Of($"experiment: {experiment.Replace("DATA", Repository.Data("linear_n16_s0"), StringComparison.Ordinal)}\nsweep: {{ {swept} }}\nseeds: 2\n");
        SweepSummary summary = SomeSweep.Run(sweep, _folder["sweep"]);
        summary.Outcome.ShouldBe("all 4 cells done");
        summary.Groups.ShouldAllBe(g => g.Measure == measure && double.IsFinite(g.Final.Center));
        Rows("curves.csv").Length.ShouldBeGreaterThan(6);
    }

    [Fact]
    public void Are_told_on_a_page_that_is_whole_and_asks_for_nothing()
    {
        SomeSweep.Run(SomeSweep.Of(SomeSweep.Text, "variants={method: {'<b>&': {method: dadao}, 'B': {method: extra, stop.time: 5}}}", "pair={method: '<b>&'}"), _folder["sweep"]);
        string html = File.ReadAllText(_folder["sweep/report.html"]);
        XDocument page = XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        page.Descendants("h2").Select(h => h.Value).ShouldBe(["How they converge", "What it takes to the target", "graph against method", "Beside <b>&, seed by seed", "Behind this page"]);
        string[] ids = [.. page.Descendants().Attributes("id").Select(a => a.Value)];
        page.Descendants("section").ShouldAllBe(s => ids.Contains(s.Attribute("aria-labelledby")!.Value));
        page.Descendants("th").ShouldAllBe(t => t.Attribute("scope") != null);
        page.Descendants().Attributes("role").Count(a => a.Value == "img").ShouldBe(2 * 2 + 2 * 2 + 2 + 2);
        html.ShouldNotContain("<script");
        html.ShouldNotContain("NaN");
    }

    private Dictionary<string, string>[] Rows(string file)
    {
        string[] lines = File.ReadAllLines(_folder[$"sweep/{file}"]);
        string[] names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Contains('"', StringComparison.Ordinal) ? line[..line.IndexOf('"', StringComparison.Ordinal)].Split(',') : line.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }
}
