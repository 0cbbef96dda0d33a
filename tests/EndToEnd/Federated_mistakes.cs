namespace Gossip.EndToEnd.Tests;

/// <summary>One line that says where, what was found and what was expected; code 2; no output.</summary>
[Collection(nameof(InsideThisProcess))]
public sealed class Federated_mistakes : IDisposable
{
    private const string Toy = "problem: { loss: quadratic, data: toy.csv }\nclients: { times: F80 }\nmethod: ";
    private const string Rows = "method: { name: fedavg, local: { rate: 0.1 } }\nproblem: ";
    private readonly Shell _shell = new();

    public Federated_mistakes()
    {
        _shell.Write("toy.csv", "a,c1,c2\n1,0,0\n1,1,0\n1,2,1\n1,0,3\n1,-4,2\n");
        _shell.Write("rows.csv", "client,x,label\n0,1,0\n0,2,1\n1,3,2\n1,1,1\n2,0.5,0\n");
        _shell.Write("times.csv", "client,time\n0,1\n1,0.5\n2,0\n");
        _shell.Write("few.csv", "client,time\n0,1\n1,0.5\n");
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(Toy + "{ name: fedfix }", "bad.yaml: method.interval: found nothing, expected the time between two rounds")]
    [InlineData(Toy + "{ name: fedfix, interval: 0 }", "bad.yaml:3: method.interval: found '0', expected a number > 0")]
    [InlineData(Toy + "{ name: fedfix, interval: -0.5 }", "bad.yaml:3: method.interval: found '-0.5', expected a number > 0")]
    [InlineData(Toy + "{ name: fedavg, interval: 1 }", "bad.yaml:3: method.interval: found '1', expected no interval: that is fedfix's")]
    [InlineData(Toy + "{ name: fedbuff }", "bad.yaml: method.buffer: found nothing, expected how many updates end a round")]
    [InlineData(Toy + "{ name: fedbuff, buffer: 6 }", "bad.yaml:3: method.buffer: found 6, expected at most 5, the number of clients")]
    [InlineData(Toy + "{ name: fedbuff, buffer: 0 }", "bad.yaml:3: method.buffer: found '0', expected a whole number ≥ 1")]
    [InlineData(Toy + "{ name: fedbuff, buffer: 2, variant: nguen }", "method.variant: found 'nguen', expected one of authors, nguyen (did you mean 'nguyen'?)")]
    [InlineData(Toy + "{ name: fedavg, weights: [0.5, 0.2, 0.2, 0.2, 0.2] }", "bad.yaml:3: method.weights: found a list, expected numbers ≥ 0 that sum to 1; these sum to 1.3")]
    [InlineData(Toy + "{ name: fedavg, weights: [0.5, 0.5] }", "bad.yaml:3: method.weights: found 2 numbers, expected 5, one for each client")]
    [InlineData(Toy + "{ name: fedavg, weights: fair }", "method.weights: found 'fair', expected unbiased, estimated, identical, or a list of numbers that sum to 1")]
    [InlineData(Toy + "{ name: fedavg, sampling: uniform }", "method.sample: found nothing, expected how many clients a round has")]
    [InlineData(Toy + "{ name: fedavg, sampling: uniform, sample: 6 }", "method.sample: found 6, expected at most 5, the number of clients")]
    [InlineData(Toy + "{ name: fedavg, local: { optimizer: adm } }", "method.local.optimizer: found 'adm', expected one of sgd, momentum, adam, diffgrad (did you mean 'adam'?)")]
    [InlineData(Toy + "{ name: fedavg, local: { steps: 0 } }", "method.local.steps: found '0', expected a whole number ≥ 1")]
    [InlineData(Toy + "{ name: fedavg, rate: 0.1 }", "method.rate: found '0.1', expected no rate here: a client's step is local.rate")]
    [InlineData(Toy + "fedavg\ngraph: { schedule: [ring:5, star:5], every: 3 }", "bad.yaml:4: graph.schedule: found a list, expected one graph, whose nodes are servers of their neighbourhoods, or none")]
    [InlineData(Toy + "fedavg\ngraph: ring:6", "clients.count: found 6, expected 5, as the data have")]
    [InlineData(Toy + "{ name: fedbuff, buffer: 2 }\ngraph: ring:5", "method.name: found 'fedbuff' on a graph, expected fedfix or fedavg, whose rounds end at common ticks")]
    [InlineData(Toy + "{ name: fedavg, sampling: uniform, sample: 2 }\ngraph: ring:5", "method.sampling: found 'uniform', expected all: on a graph nobody draws cohorts")]
    [InlineData("method: { name: fedavg }\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: F80, law: exponential }\ngraph: ring:5", "method.name: found 'fedavg' with random times on a graph, expected fedfix with an interval")]
    [InlineData("method: { name: fedfix, interval: 1 }\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: F80, importance: [0.6, 0.1, 0.1, 0.1, 0.1] }\ngraph: ring:5", "clients.importance: found importances, expected none: on a graph all clients count the same")]
    [InlineData(Toy + "{ name: fedfix, interval: 1, weights: [0.6, 0.1, 0.1, 0.1, 0.1] }\ngraph: ring:5", "method.weights: found a list, expected unbiased, estimated or identical: on a graph the weights are Metropolis'")]
    [InlineData(Toy + "fedavg\nruntime: { kind: cluster, time: virtual }", "runtime.time: found 'virtual' beside fedavg, expected real: for virtual time take sequential or actors")]
    [InlineData(Toy + "{ name: fedfix, interval: 1 }\ngraph: ring:5\nruntime: cluster", "graph: found 'ring:5' beside fedfix on a cluster, expected no graph: on a cluster all clients have one server")]
    [InlineData(Toy + "fedavg\nruntime: cluster\ncluster: { float32: true }", "cluster.float32: found true, expected false: fedavg's vectors travel whole")]
    [InlineData(Toy + "fedavg\nruntime: { kind: cluster, processes: 6 }", "runtime: found 6 processes for 5 nodes, expected at least one node for each")]
    [InlineData("method: { name: fedfix, interval: 1 }\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: measured }\nruntime: cluster", "method.weights: found 'unbiased' beside clients.times: measured, expected estimated: nobody knows the times beforehand")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: measured }", "clients.times: found 'measured', expected F80, a list or a file: only on a cluster do local rounds take times of their own")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: measured, law: exponential }\nruntime: cluster", "clients.law: found 'exponential', expected no law beside times: measured")]
    [InlineData(Toy + "{ name: fedfix, interval: 1, server: seaomd }", "method.server.kind: found 'seaomd', expected one of plain, sea-omd (did you mean 'sea-omd'?)")]
    [InlineData(Toy + "{ name: fedfix, interval: 1, server: { optimism: none } }", "method.server.optimism: found 'none', expected kind: sea-omd beside it")]
    [InlineData(Toy + "{ name: fedfix, interval: 1, server: { kind: sea-omd, diameter: 1 } }", "method.server.gradient-bound: found nothing, expected how long what a round gathers may be")]
    [InlineData(Toy + "{ name: fedfix, interval: 1, server: sea-omd }\ngraph: ring:5", "method.server: found 'sea-omd' on a graph, expected plain")]
    [InlineData(Toy + "{ name: dadao, server: sea-omd }\ngraph: ring:5", "method.server.kind: found 'sea-omd', expected no kind: only fedavg, async-fedavg, fedfix, fedbuff have a server")]
    [InlineData(Toy + "{ name: dadao, buffer: 2 }\ngraph: ring:5", "method.buffer: found '2', expected no buffer: dadao has no server")]
    [InlineData(Toy + "{ name: dadao, local: { steps: 2 } }\ngraph: ring:5", "method.local.steps: found '2', expected a method with a server beside it")]
    [InlineData(Toy + "dadao\ngraph: ring:5", "bad.yaml:2: clients.times: found 'F80', expected method: one of fedavg, async-fedavg, fedfix, fedbuff beside it")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: F100 }", "clients.times: found 'F100', expected F0 to F99")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: G80 }", "clients.times: found 'G80', which is no file in")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: [1, 2] }", "clients.times: found 2 numbers, expected 5, one for each client")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: times.csv }", "times.csv, line 4: found time '0', expected a number > 0")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { times: few.csv }", "few.csv: found no time of client 2")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { drop-out: 1 }", "clients.drop-out: found '1', expected a number ≥ 0 and below 1")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { count: 4 }", "clients.count: found 4, expected 5, as the data have")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { importance: [0.3, 0.3, 0.3, 0.3, 0.3] }", "clients.importance: found a list, expected numbers ≥ 0 that sum to 1; these sum to 1.5")]
    [InlineData("method: fedavg\nproblem: { loss: quadratic, data: toy.csv }\nclients: { importance: samples }", "clients.importance: found 'samples', expected uniform or a list: these clients have no rows")]
    [InlineData(Rows + "{ loss: softmax, data: rows.csv, l2: 0.1 }", "clients.count: found nothing, expected how many clients the data are split over")]
    [InlineData(Rows + "{ loss: softmax, data: rows.csv, l2: 0.1, label-column: label }\nclients: { count: 9 }", "rows.csv: found 5 rows, expected at least one for each of 9 nodes")]
    [InlineData(Rows + "{ loss: softmax, data: rows.csv, l2: 0.1, client-column: client, label-column: label, classes: 2 }", "rows.csv, line 4: found label 2, expected one of the 2 classes 0 to 1")]
    [InlineData(Rows + "{ loss: softmax, data: rows.csv, l2: 0.1, client-column: klient, label-column: label }", "rows.csv: found no column 'klient', expected one of its 3 columns (did you mean 'client'?)")]
    [InlineData(Rows + "{ loss: softmax, data: rows.csv, l2: 0.1, client-column: client, label-column: x }", "rows.csv, line 6: found label 0.5, expected a class number")]
    [InlineData(Rows + "{ loss: softmax, data: rows.csv, l2: 0.1, client-column: client, label-column: label, target: x }", "problem.label-column: found 'label', expected either target or label-column")]
    public void Is_told(string yaml, string expected)
    {
        _shell.Write("bad.yaml", yaml);
        _shell.ShouldRefuse(expected, _shell.Inside, "run", "bad.yaml");
    }
}
