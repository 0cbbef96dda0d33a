using System.Text.RegularExpressions;

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
    [InlineData("problem: { data: data.csv, loss: logistik }\ngraph: ring:4", "problem.loss: found 'logistik', expected one of least-squares, logistic, softmax, quadratic, torch (did you mean 'logistic'?)")]
    [InlineData("problem: { data: [a, b], loss: logistic }\ngraph: ring:4", "bad.yaml:1: problem.data: found a list, expected a data file")]
    [InlineData("problem: 3\ngraph: ring:4", "bad.yaml:1: problem: found '3', expected a section")]
    [InlineData("problem: { data: data.csv, loss: least-squares }", "bad.yaml: graph.spec: found nothing, expected a generator")]
    [InlineData("graph: ring:4", "bad.yaml: problem.data: found nothing, expected a data file")]
    [InlineData("problem: { data: data.csv\ngraph: ring:4", "bad.yaml: not valid YAML")]
    [InlineData("seed: 1\nseed: 2", "bad.yaml:2: not valid YAML")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrecord: { at: [1, x] }", "bad.yaml:3: record.at: found 'x', expected a list of numbers")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nmethod: dado", "method.name: found 'dado', expected one of dadao, a2cid2, ad-psgd, msda, adom-plus, continuized, dgd, extra, gradient-tracking, allreduce-gd, allreduce-nesterov, gossip, accelerated-gossip, chebyshev-gossip, fedavg, async-fedavg, fedfix, fedbuff, sea-omd, optimistic-ftrl, oftl, ogd, adagrad, sea-ensemble, ader (did you mean 'dadao'?)")]
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
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: optimum", "bad.yaml:3: rates: found 'optimum', which is no file in")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: optimum", "auto, uniform, optimal, or a file with rates (did you mean 'optimal'?)")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { costs: costs.txt }", "rates.costs: found 'costs.txt', expected kind: optimal beside it")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { kind: optimal, objective: conectivity }", "rates.objective: found 'conectivity', expected one of communications, connectivity, resistance (did you mean 'connectivity'?)")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { kind: optimal, gap: 1 }", "rates.gap: found '1', expected a number above 0 and below 1")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { kind: optimal, caps: caps.txt, total: 4 }", "rates.total: found '4', expected no total beside caps")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { kind: optimal, costs: costs.txt }", "costs.txt, line 2: found '-2', expected a finite cost > 0")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { kind: optimal, caps: caps.txt }", "caps and budgets: found no rates with chi1*chi2 below ")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: ring:4\nrates: { kind: optimal, costs: measured }", "bad.yaml:3: rates.costs: found 'measured', expected a file, or a cluster in real time")]
    [InlineData("problem: { data: data.csv, loss: least-squares, l2: 0.1 }\ngraph: { schedule: [ring:4, star:4], every: 1 }\nrates: { kind: optimal, costs: costs.txt }", "bad.yaml:3: rates: found one file (costs.txt) for 2 graphs")]
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
        _shell.Write("costs.txt", "0 1 1\n1 2 -2\n");
        _shell.Write("caps.txt", "0 1 0.1\n1 2 0.1\n");
        _shell.Write("x0.csv", "1\n2,3\n");
        _shell.Write("clocks.csv", "time,event,i,j\n0.5,exchange,0,1\n0.6,exchange,0,2\n");
        _shell.ShouldRefuse(expected, _shell.Inside, "run", "bad.yaml");
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
    public void A_mistake_on_the_command_line(string expected, params string[] options) => _shell.ShouldRefuse(expected, _shell.Inside, ["run", "good.yaml", .. options]);

    [Theory]
    [InlineData("no-such.yaml: found no such file, expected an experiment file", "run", "no-such.yaml")]
    [InlineData("gossip run: found no file, expected an experiment file", "run")]
    [InlineData("unknown command 'rum' (did you mean 'run'?)", "rum")]
    [InlineData("unknown option '--versoin' (did you mean '--version'?)", "--versoin")]
    [InlineData("graph: found 'rng:4', which is no generator and no file", "graph", "rng:4")]
    [InlineData("--seed: found 'x'", "graph", "ring:4", "--seed", "x")]
    [InlineData("--rates: found 'unifrom', which is no file", "graph", "ring:4", "--rates", "unifrom")]
    [InlineData("nowhere: found no experiment.yaml, expected the folder of a run", "replay", "nowhere")]
    public void A_mistake_in_the_command(string expected, params string[] arguments) => _shell.ShouldRefuse(expected, _shell.Gossip, arguments);

    [Theory]
    [InlineData("graph: found 'path:1', expected a size of at least 2", "path:1")]
    [InlineData("twice.edges, line 3: found edge 0 1 again (first in line 1), expected each edge once", "twice.edges")]
    [InlineData("apart.edges: found 2 separate parts", "apart.edges")]
    [InlineData("cost of edge 0-1: found 0, expected a finite number > 0", "free.edges")]
    [InlineData("--objective: found 'resistence', expected one of communications, connectivity, resistance (did you mean 'resistance'?)", "path:3", "--objective", "resistence")]
    [InlineData("--kappa: found '0', expected a finite number > 0", "path:3", "--kappa", "0")]
    [InlineData("--kappa: found 'inf', expected a finite number > 0", "path:3", "--kappa", "inf")]
    [InlineData("--gap: found '1', expected a number above 0 and below 1", "path:3", "--gap", "1")]
    [InlineData("--gap: found 'nan', expected a number above 0 and below 1", "path:3", "--gap", "nan")]
    [InlineData("costs.txt, line 2: found '-2', expected a finite cost > 0", "path:3", "--costs", "costs.txt")]
    [InlineData("costs.txt, line 2: found edge 1 2, expected an edge of the graph", "star:3", "--costs", "costs.txt")]
    [InlineData("one.txt: found no cost for edge 1 2, expected one line for each of the 2 edges", "path:3", "--costs", "one.txt")]
    [InlineData("huge.txt, line 1: found '1e999', expected a finite cap", "path:3", "--caps", "huge.txt")]
    [InlineData("one.txt, line 1: found 3 columns, expected i value", "path:3", "--budgets", "one.txt")]
    [InlineData("nowhere.txt: cannot be read", "path:3", "--budgets", "nowhere.txt")]
    [InlineData("multiply all caps and budgets by ", "path:3", "--caps", "one.txt")]
    [InlineData("--out: found '/proc/plan.json', which cannot be written", "complete:40", "--out", "/proc/plan.json")]
    [InlineData("--out: found 'one.txt/plan.json', which cannot be written", "complete:40", "--out", "one.txt/plan.json")]
    [InlineData("--svg: found '.', which is a folder", "complete:40", "--svg", ".")]
    [InlineData("unknown option '--objectiv' (did you mean '--objective'?)", "path:3", "--objectiv", "resistance")]
    public void A_mistake_in_what_is_to_be_planned(string expected, params string[] arguments)
    {
        _shell.Write("apart.edges", "0 1\n2 3\n");
        _shell.Write("twice.edges", "0 1\n1 2\n1 0\n");
        _shell.Write("free.edges", "0 1 1 0\n1 2 1 1\n");
        _shell.Write("costs.txt", "0 1 1\n1 2 -2\n");
        _shell.Write("one.txt", "0 1 0.3\n");
        _shell.Write("huge.txt", "0 1 1e999\n");
        _shell.ShouldRefuse(expected, _shell.Gossip, ["plan", .. arguments]);
    }

    [Theory]
    [InlineData("nowhere.json: cannot be read", "nowhere.json")]
    [InlineData("data.csv: found 'a' is an invalid start of a value", "data.csv")]
    [InlineData("list.json: found another kind of value, expected a plan", "list.json")]
    [InlineData("printed.json: found no 'kappa', ", "printed.json")]
    [InlineData("negative.json: found rate -1 of edge 0-1", "negative.json")]
    public void A_mistake_in_what_is_to_be_certified(string expected, string file)
    {
        _shell.Write("list.json", "[1]");
        _shell.Write("printed.json", _shell.Inside("plan", "path:3", "--json", "--out", "negative.json").Out);
        _shell.Write("negative.json", Regex.Replace(_shell.Read("negative.json"), "\"rate\":[0-9.]+", "\"rate\":-1"));
        _shell.ShouldRefuse(expected, _shell.Gossip, "certify", file);
    }

    [Fact]
    public void A_plan_for_another_graph()
    {
        _shell.Inside("plan", "path:4", "--out", "plan.json").Code.ShouldBe(0);
        string expected = "plan.json: found a plan for another graph (path:4: 4 nodes, 3 edges), expected a plan for ring:4 (4 nodes, 4 edges)";
        _shell.ShouldRefuse(expected, _shell.Gossip, "run", "good.yaml", "--set", "rates=plan.json");
        _shell.ShouldRefuse(expected, _shell.Gossip, "graph", "ring:4", "--rates", "plan.json");
    }

    private static string Table(int rows) => "a,y\n" + string.Concat(Enumerable.Range(1, rows).Select(k => $"{k % 7},{k % 5}\n"));
}
