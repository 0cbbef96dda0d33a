namespace Gossip.EndToEnd.Tests;

/// <summary>Every mistake: one line on standard error that says where, what was found and what was expected; code 2; no output.</summary>
[Collection(nameof(InsideThisProcess))]
public sealed class Bad_input_is_one_line_and_leaves_nothing : IDisposable
{
    private const string Good = "problem: { loss: least-squares, data: data.csv, l2: 0.1 }\ngraph: ring:4\nstop: { time: 1 }\n";
    private readonly Shell _shell = new();

    public Bad_input_is_one_line_and_leaves_nothing()
    {
        _shell.Write("data.csv", Table(40));
        _shell.Write("good.yaml", Good);
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_good_file_is_good() => _shell.Gossip("run", "good.yaml").Code.ShouldBe(0);

    [Theory]
    // the file itself
    [InlineData("problem: { los: logistic, data: data.csv }\ngraph: ring:4", "bad.yaml:1: problem.los: unknown key 'los' (did you mean 'loss'?)")]
    [InlineData("problem: { data: data.csv, loss: logistic }\ngrap: ring:4", "bad.yaml:2: grap: unknown key 'grap' (did you mean 'graph'?)")]
    [InlineData("problem:\n  data: data.csv\n  loss: logistic\n  l2: abc\ngraph: ring:4", "bad.yaml:4: problem.l2: found 'abc', expected a number ≥ 0")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: -1 }\ngraph: ring:4", "bad.yaml:1: problem.l2: found '-1', expected a number ≥ 0")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: .nan }\ngraph: ring:4", "problem.l2: found '.nan', expected a number ≥ 0")]
    [InlineData("problem: { data: data.csv, loss: logistik }\ngraph: ring:4", "problem.loss: found 'logistik', expected one of least-squares, logistic, softmax, quadratic (did you mean 'logistic'?)")]
    [InlineData("problem: { data: [a, b], loss: logistic }\ngraph: ring:4", "bad.yaml:1: problem.data: found a list, expected a data file")]
    [InlineData("problem: 3\ngraph: ring:4", "bad.yaml:1: problem: found '3', expected a section")]
    [InlineData("problem: { data: data.csv, loss: least-squares }", "bad.yaml: graph.spec: found nothing, expected a generator")]
    [InlineData("graph: ring:4", "bad.yaml: problem.data: found nothing, expected a data file")]
    [InlineData("problem: { data: data.csv\ngraph: ring:4", "bad.yaml: not valid YAML")]
    [InlineData("seed: 1\nseed: 2", "bad.yaml:2: not valid YAML")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrecord: { at: [1, x] }", "bad.yaml:3: record.at: found 'x', expected a list of numbers")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nmethod: dado", "method.name: found 'dado', expected one of dadao, ad-psgd (did you mean 'dadao'?)")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nseed: -1", "seed: found '-1', expected a whole number")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1, standardise: maybe }\ngraph: ring:4", "problem.standardise: found 'maybe', expected true or false")]
    [InlineData("graph: ring:4\nproblem: { data: data.csv }", "bad.yaml:2: problem.loss: found nothing, expected one of least-squares")]
    // data
    [InlineData("problem: { data: missing.csv, loss: least-squares }\ngraph: ring:4", "missing.csv: found no such file or folder")]
    [InlineData("problem: { data: ragged.csv, loss: least-squares }\ngraph: ring:4", "ragged.csv, line 3: found 3 fields, expected 2")]
    [InlineData("problem: { data: nan.csv, loss: least-squares }\ngraph: ring:4", "nan.csv, line 4: found 'nan'")]
    [InlineData("problem: { data: oneclass.csv, loss: logistic, l2: 0.1 }\ngraph: ring:4", "oneclass.csv: found ")]
    [InlineData("problem: { data: shards, loss: least-squares, l2: 0.1 }\ngraph: ring:4", "shards: found 3 files, expected 4, one for each node of the graph")]
    [InlineData("problem: { data: data.csv, loss: logistic }\ngraph: ring:4", "data.csv")]
    [InlineData("problem: { data: labels.csv, loss: logistic }\ngraph: ring:4", "bad.yaml:1: problem: found mu = 0: this loss is not strongly convex on these data, expected l2 above zero")]
    // graph and rates
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: apart.edges", "apart.edges: found 2 separate parts")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: negative.edges", "negative.edges, line 2: found '-1', expected a rate")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: grid:5", "bad.yaml:2: graph: found 'grid:5'")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: rung:4", "(did you mean 'ring'?)")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { total: 0.1 }", "bad.yaml:3: rates: found chi1*chi2 = ")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { total: -3 }", "rates.total: found '-3', expected a number > 0")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: { schedule: [ring:4, star:5], every: 1 }", "found 5 nodes in graph 1 (star:5), expected 4")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: { schedule: [ring:4, star:4] }", "graph.every: found nothing, expected how long")]
    // start and clocks
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nstart: zeros", "bad.yaml:3: start: found 'zeros', which is no file")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nstart: x0.csv", "x0.csv, line 2: found 2 numbers, expected 1, the dimension of the problem")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nclocks: clocks.csv", "clocks.csv, line 3: found an exchange of 0 and 2, expected an edge of the graph")]
    public void A_mistake_in_the_file(string yaml, string expected)
    {
        _shell.Write("bad.yaml", yaml);
        _shell.Write("ragged.csv", "a,y\n1,2\n1,2,3\n");
        _shell.Write("nan.csv", "a,y\n1,2\n2,3\nnan,4\n5,6\n");
        _shell.Write("oneclass.csv", "a,y\n1,1\n2,1\n3,1\n4,1\n");
        _shell.Write("labels.csv", "a,y\n1,1\n2,0\n3,1\n4,0\n2,1\n1,0\n3,0\n4,1\n");
        _shell.Write("shards/a.csv", Table(4));
        _shell.Write("shards/b.csv", Table(4));
        _shell.Write("shards/c.csv", Table(4));
        _shell.Write("apart.edges", "0 1\n2 3\n");
        _shell.Write("negative.edges", "0 1 1\n1 2 -1\n2 3 1\n");
        _shell.Write("x0.csv", "1\n2,3\n");
        _shell.Write("clocks.csv", "time,event,i,j\n0.5,exchange,0,1\n0.6,exchange,0,2\n");
        Refused(expected, _shell.Inside, "run", "bad.yaml");
    }

    [Theory]
    [InlineData("--set problem.l2: found 'x', expected a number ≥ 0", "--set", "problem.l2=x")]
    [InlineData("--set problem.l3: unknown key 'l3' (did you mean 'l2'?)", "--set", "problem.l3=1")]
    [InlineData("--set problm.l2: unknown key 'problm' (did you mean 'problem'?)", "--set", "problm.l2=1")]
    [InlineData("--set: found 'problem.l2', expected key.path=value", "--set", "problem.l2")]
    [InlineData("--set graph.every: found '2'", "--set", "graph.every=2")]
    [InlineData("--threads: found '0', expected a whole number ≥ 1", "--threads", "0")]
    [InlineData("unknown option '--jsom' (did you mean '--json'?)", "--jsom")]
    [InlineData("unknown argument 'second.yaml'", "second.yaml")]
    [InlineData("a folder that cannot be written to", "--out", "data.csv/inside")]
    [InlineData("a folder that cannot be written to", "--out", "/proc/gossip")]
    [InlineData("nowhere: found no checkpoint, expected a folder of an interrupted run", "--resume", "nowhere")]
    public void A_mistake_on_the_command_line(string expected, params string[] options) => Refused(expected, _shell.Inside, ["run", "good.yaml", .. options]);

    [Theory]
    [InlineData("no-such.yaml: found no such file, expected an experiment file", "run", "no-such.yaml")]
    [InlineData("gossip run: found no file, expected an experiment file", "run")]
    [InlineData("unknown command 'rum' (did you mean 'run'?)", "rum")]
    [InlineData("unknown option '--versoin' (did you mean '--version'?)", "--versoin")]
    [InlineData("graph: found 'rng:4', which is no generator and no file", "graph", "rng:4")]
    [InlineData("--seed: found 'x'", "graph", "ring:4", "--seed", "x")]
    [InlineData("--rates: found 'unifrom', which is no file", "graph", "ring:4", "--rates", "unifrom")]
    [InlineData("nowhere: found no experiment.yaml, expected the folder of a run", "replay", "nowhere")]
    public void A_mistake_in_the_command(string expected, params string[] arguments) => Refused(expected, _shell.Gossip, arguments);

    private void Refused(string expected, Func<string[], Finished> gossip, params string[] arguments)
    {
        string[] before = Everything();
        Finished finished = gossip(arguments);
        finished.Error.ShouldContain(expected);
        finished.Error.ShouldStartWith("error: ");
        finished.Error.Count(c => c == '\n').ShouldBe(1);
        finished.Out.ShouldBeEmpty();
        finished.Code.ShouldBe(2);
        Everything().ShouldBe(before);
    }

    private string[] Everything() => [.. Directory.EnumerateFileSystemEntries(_shell.Folder, "*", SearchOption.AllDirectories).Order()];

    private static string Table(int rows) => "a,y\n" + string.Concat(Enumerable.Range(1, rows).Select(k => $"{k % 7},{k % 5}\n"));
}
