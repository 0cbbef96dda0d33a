namespace Gossip.EndToEnd.Tests;

/// <summary>One line that says where, what was found and what was expected; code 2; no output.</summary>
[Collection(nameof(InsideThisProcess))]
public sealed class Online_mistakes : IDisposable
{
    private const string Toy = "problem: { stream: { kind: iid } }\nmethod: ";
    private const string Rows = "method: { name: sea-omd, domain: { ball: 1 } }\nproblem: ";
    private readonly Shell _shell = new();

    public Online_mistakes()
    {
        _shell.Write("rows.csv", "x,y\n1,2\n2,3\n");
        _shell.Write("outside.csv", "2,0,0,0,0\n");
        _shell.Write("short.csv", "0,0,0\n");
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(Toy + "{ name: sea-omd, curvature: strongly-convex, strong-convexity: 0 }", "bad.yaml:2: method.strong-convexity: found '0', expected a number > 0")]
    [InlineData(Toy + "{ name: sea-omd, curvature: strongly-convex, strong-convexity: -1 }", "method.strong-convexity: found '-1', expected a number > 0")]
    [InlineData(Toy + "{ name: sea-omd, curvature: curved }", "method.curvature: found 'curved', expected one of convex, strongly-convex, exp-concave")]
    [InlineData(Toy + "{ name: sea-omd, domain: { ball: -1 } }", "method.domain.ball: found '-1', expected a number > 0")]
    [InlineData(Toy + "{ name: sea-omd, domain: { box: [1, 0] } }", "method.domain.box: found a list, expected [low, high], low below high")]
    [InlineData(Toy + "{ name: sea-omd, domain: { ellipsoid: [1, 2] } }", "method.domain: found 2 weights, expected 5, one for each coordinate")]
    [InlineData(Toy + "{ name: sea-omd, domain: all }", "method.diameter: found nothing, expected how far points may be apart")]
    [InlineData(Toy + "{ name: sea-omd, curvature: exp-concave, domain: simplex }", "method.domain: found 'simplex', expected a ball, or all space")]
    [InlineData(Toy + "{ name: sea-omd, optimism: last }", "method.optimism: found 'last', expected one of last-gradient, none")]
    [InlineData(Toy + "{ name: sea-omd, local: { steps: 2 } }", "method.local.steps: found '2'")]
    [InlineData(Toy + "{ name: ogd, optimism: last-gradient }", "method.optimism: found 'last-gradient', expected none: ogd expects nothing")]
    [InlineData(Toy + "{ name: oftl, curvature: convex }", "method.curvature: found 'convex', expected strongly-convex")]
    [InlineData(Toy + "{ name: optimistic-ftrl, map: entropy }", "method.map: found 'entropy', expected domain: simplex beside entropy")]
    [InlineData(Toy + "sea-omd\ngraph: { schedule: [ring:5, star:5], every: 2 }", "graph.schedule: found a list, expected one graph, whose nodes are learners, or none")]
    [InlineData(Toy + "sea-omd\nrecord: { comparators: 0 }", "record.comparators: found '0', expected a whole number ≥ 1, or a file")]
    [InlineData(Toy + "sea-omd\nrecord: { comparators: none.csv }", "record.comparators: found 'none.csv', which is no file in")]
    [InlineData(Toy + "sea-omd\nrecord: { comparators: short.csv }", "short.csv, line 1: found 3 numbers, expected 5, the dimension of the problem, or a round before them")]
    [InlineData(Toy + "sea-omd\nrecord: { comparators: outside.csv }", "outside.csv, line 1: found a point that is 1 outside the domain")]
    [InlineData(Toy + "{ name: sea-omd, mixing: tracked }", "bad.yaml:2: method.mixing: found 'tracked', expected a graph beside it")]
    [InlineData(Toy + "{ name: sea-omd, pace: poisson }", "method.pace: found 'poisson', expected a graph beside it")]
    [InlineData(Toy + "{ name: sea-omd, mixing: trackd }\ngraph: ring:5", "method.mixing: found 'trackd', expected one of plain, tracked, combine-first (did you mean 'tracked'?)")]
    [InlineData(Toy + "{ name: oftl }\ngraph: ring:5", "method.name: found 'oftl' on a graph, expected sea-omd, optimistic-ftrl, ogd or adagrad, which have one vector to share")]
    [InlineData(Toy + "{ name: ader }\ngraph: ring:5", "method.name: found 'ader' on a graph, expected sea-omd")]
    [InlineData(Toy + "{ name: ader, rate: 0.1 }", "method.rate: found 0.1, expected no rate: ader has many")]
    [InlineData(Toy + "{ name: ader, optimism: last-gradient }", "method.optimism: found 'last-gradient', expected none: ader expects nothing")]
    [InlineData(Toy + "{ name: sea-ensemble, optimism: none }", "method.optimism: found 'none', expected last-gradient: without hints it is ader")]
    [InlineData(Toy + "{ name: sea-omd, deviation: shared }", "method.deviation: found 'shared', expected a graph beside it")]
    [InlineData(Toy + "{ name: sea-omd, deviation: shared, pace: poisson }\ngraph: ring:5", "method.deviation: found 'shared', expected own: with pace: poisson there is no round of all nodes")]
    [InlineData(Toy + "{ name: sea-omd, optimism: middle-gradient }\ngraph: ring:5", "method.optimism: found 'middle-gradient' on a graph, expected last-gradient, average or none")]
    [InlineData(Toy + "{ name: sea-omd, mixing: combine-first, pace: poisson }\ngraph: ring:5", "method.mixing: found 'combine-first', expected plain or tracked: with pace: poisson exchanges come between rounds")]
    [InlineData(Toy + "sea-omd\ngraph: ring:5\nrates: uniform", "rates: found 'uniform', expected a graph and method.pace: poisson beside it: learners in step exchange every round")]
    [InlineData(Toy + "sea-omd\ngraph: ring:5\nruntime: actors", "runtime: found 'actors', expected sequential: only learners on a graph with method.pace: poisson are actors")]
    [InlineData(Toy + "{ name: sea-omd }\ngraph: ring:5\nruntime: cluster", "method.pace: found 'in-step' on a cluster, expected poisson: in step all wait for all every round, and one that dies would stop the others")]
    [InlineData(Toy + "{ name: sea-omd }\nruntime: cluster", "runtime: found 'cluster', expected sequential, or a graph beside it: one learner is one process")]
    [InlineData(Toy + "{ name: sea-omd, pace: poisson }\ngraph: ring:5\nruntime: cluster\ncluster: { float32: true }", "cluster.float32: found true, expected false: sea-omd's vectors travel whole")]
    [InlineData(Toy + "sea-omd\ngraph: ring:5\nrecord: { events: true }", "record.events: found 'true', expected method.pace: poisson")]
    [InlineData("method: { name: sea-omd, gradient-bound: 1, smoothness: 1 }\ngraph: ring:5\nproblem: { stream: { input: stdin, loss: least-squares, features: 2 } }", "problem.stream.input: found 'stdin' on a graph, expected a file or a synthetic stream")]
    [InlineData("method: sea-omd\nproblem: { stream: { heterogeneity: 1 } }", "problem.stream.heterogeneity: found 1, expected a graph beside it, whose nodes differ")]
    [InlineData("method: sea-omd\ngraph: ring:5\nproblem: { stream: { loss: regression, heterogeneity: 1 } }", "problem.stream.heterogeneity: found '1', expected none: only quadratic and linear losses")]
    [InlineData(Rows + "{ stream: { file: rows.csv, loss: least-squares } }\ngraph: ring:5", "rows.csv: found 2 rows, expected at least one for each of 5 nodes")]
    [InlineData(Toy + "sea-omd\nstop: { error: 0.1 }", "stop.error: found '0.1', expected no error: an online learner stops after stop.rounds")]
    [InlineData(Toy + "sea-omd\nstop: { rounds: 0 }", "stop.rounds: found '0', expected a whole number ≥ 1")]
    [InlineData(Toy + "sea-omd\nstart: outside.csv", "start: found a point that is 1 outside the domain, expected one inside ball")]
    [InlineData(Toy + "sea-omd\nstart: short.csv", "short.csv, line 1: found 3 numbers, expected 5, the dimension of the problem")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: shift } }", "problem.stream.par: found nothing, expected how many segments there are")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: drft } }", "problem.stream.kind: found 'drft', expected one of iid, alternating, drift, shift, corrupt, label-shift, random-order (did you mean 'drift'?)")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: label-shift } }", "problem.stream.par: found nothing, expected how many times the share of each class rises and falls")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: label-shift, par: 1, loss: experts } }", "problem.stream.loss: found 'experts', expected quadratic or linear: others have no label-shift")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: random-order, batch: 2 } }", "problem.stream.batch: found '2', expected no batch: each loss of the pool comes once a pass")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: random-order, passes: 9 } }\nstop: { rounds: 8 }", "problem.stream.passes: found 9, expected at most 8, the rounds")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: iid, passes: 2 } }", "problem.stream.passes: found '2', expected no passes: that is for rows of a file, or kind: random-order")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: drift, loss: regression } }", "problem.stream.kind: found 'drift', expected iid: regression stands still")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: iid }, batch: 4 }", "problem.batch: found '4', expected stream.batch: an online learner meets a stream")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: iid }, data: rows.csv }", "problem.data: found 'rows.csv', expected stream.file: an online learner meets a stream")]
    [InlineData("method: sea-omd\nproblem: { stream: { kind: iid }, l2: 0.1 }", "problem.l2: found '0.1', expected no l2: an online learner meets a stream")]
    [InlineData("method: sea-omd\nproblem: { stream: { sigma: -1 } }", "problem.stream.sigma: found '-1', expected a number ≥ 0")]
    [InlineData("method: sea-omd\nproblem: { stream: { loss: linear } }\nstop: { time: 5 }", "stop.time: found '5', expected no time")]
    [InlineData("method: { name: sea-omd, curvature: strongly-convex }\nproblem: { stream: { loss: linear } }", "method.strong-convexity: found nothing, expected a number > 0")]
    [InlineData("method: dadao\ngraph: ring:2\nproblem: { data: rows.csv, loss: least-squares, stream: { kind: iid } }", "problem.stream.kind: found 'iid', expected method: one of sea-omd")]
    [InlineData("method: { name: dadao, curvature: convex }\ngraph: ring:2\nproblem: { data: rows.csv, loss: least-squares }", "method.curvature: found 'convex', expected no curvature: dadao is no online learner")]
    [InlineData(Rows + "{ stream: { file: rows.csv } }", "problem.stream.loss: found nothing, expected one of least-squares, logistic, softmax")]
    [InlineData(Rows + "{ stream: { file: none.csv, loss: least-squares } }", "problem.stream.file: found 'none.csv', which is no file in")]
    [InlineData(Rows + "{ stream: { file: rows.csv, loss: logistic } }", "rows.csv, line 2: found label 2, expected 0 or 1, or -1 or 1")]
    [InlineData(Rows + "{ stream: { file: rows.csv, loss: least-squares, sigma: 1 } }", "problem.stream.sigma: found '1', expected no sigma: that is for synthetic streams")]
    [InlineData(Rows + "{ stream: { input: stdin, loss: least-squares } }", "problem.stream.features: found nothing, expected how many numbers x of a line has")]
    [InlineData(Rows + "{ stream: { input: stdin, loss: least-squares, features: 2 } }", "method.gradient-bound: found nothing, expected how long gradients may be: a live stream does not say it")]
    [InlineData(Rows + "{ stream: { input: tcp:x, loss: least-squares, features: 2 } }", "problem.stream.input: found 'tcp:x', expected stdin, or tcp:PORT")]
    public void Is_told(string yaml, string expected)
    {
        _shell.Write("bad.yaml", yaml);
        _shell.ShouldRefuse(expected, _shell.Inside, "run", "bad.yaml");
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_run_in_one_line()
    {
        _shell.Write("huge.csv", "x,y\n1,1\n1e200,1e200\n");
        _shell.Write("huge.yaml", "problem: { stream: { file: huge.csv, loss: least-squares } }\nmethod: { name: ogd, rate: 0.1 }\n");
        Finished finished = _shell.Inside("run", "huge.yaml");
        finished.Code.ShouldBe(2);
        finished.Error.ShouldContain("round 2 of the stream: found a loss that is not finite");
    }
}
