using System.Globalization;
using Gossip.Experiments;
using Gossip.Experiments.Running;
using Gossip.Objectives;

namespace Gossip.Torch.Tests;

public sealed class Experiments_with_networks : NeedsLibtorch, IDisposable
{
    private const string Decentralised = """
        problem: { loss: torch, model: cnn, data: images-idx3-ubyte, scale: 255, test: 0.2, batch: 8, l2: 0.0001, split: { kind: dirichlet, alpha: 1 } }
        graph: ring:4
        method: { name: a2cid2, rate: 0.2 }
        stop: { time: 150 }
        record: { every: 50 }
        """;
    private const string Federated = """
        problem: { loss: torch, model: mlp, hidden: [16], data: rows.csv, test: 0.2, split: { kind: dirichlet, alpha: 1 } }
        clients: { count: 5, times: F80 }
        method: { name: fedfix, interval: 0.5, local: { steps: 3, rate: 0.1, optimizer: momentum, batch: 10 } }
        stop: { time: 15 }
        record: { every: 5 }
        """;
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("dadao")]
    [InlineData("a2cid2")]
    [InlineData("ad-psgd")]
    public void Give_the_same_bits_on_actors(string method)
    {
        string[] changes = method == "dadao"
            ? ["method={name: dadao}", "problem.model=softmax", "problem.l2=0.1", "problem.l=2", "stop={time: 30}"]
            : [$"method={{name: {method}, rate: 0.05}}", "stop={time: 30}"];
        Summary one = _lab.Run(Decentralised, "one", changes), two = _lab.Run(Decentralised, "two", [.. changes, "runtime={kind: actors, threads: 2}", "actors.nodes-each=1"]);
        two.Digest.ShouldBe(one.Digest);
        two.TestAccuracy.ShouldBe(one.TestAccuracy);
        one.Loss.ShouldNotBeNull();
    }

    [Fact]
    public void Learn_and_leave_loss_accuracy_and_model()
    {
        Summary run = _lab.Run(Decentralised);
        string[][] rows = [.. File.ReadLines(_lab["out/metrics.csv"]).Select(line => line.Split(','))];
        rows[0].ShouldBe(["time", "gradients", "communications", "error", "mean_squared_distance", "suboptimality", "consensus_distance", "bound", "loss", "accuracy", "test_loss", "test_accuracy", "wall_time", "bytes"]);
        rows[1][3].ShouldBe("");
        Number(rows[^1][8]).ShouldBeLessThan(0.7 * Number(rows[1][8]));
        Number(rows[^1][11]).ShouldBe(run.TestAccuracy!.Value);
        run.TestAccuracy!.Value.ShouldBeGreaterThan(0.6);
        File.ReadAllText(_lab["out/report.html"]).ShouldContain("test accuracy");

        // the file holds x̄, whose loss is the last of the metrics
        Problem problem = Setup.Of(Read(Decentralised)).Problem;
        INamedParameters first = (INamedParameters)((Minibatch)problem.Objectives[0]).Full;
        double[] saved = Safetensors.Read(_lab["out/model.safetensors"], first.Parameters);
        problem.Value(Made.Padded(saved)).ShouldBe(run.Loss!.Value, 1e-5);
    }

    [Fact]
    public void With_a_server_give_the_same_bits_on_actors_and_go_on_from_a_model()
    {
        Summary one = _lab.Run(Federated, "one"), two = _lab.Run(Federated, "two", "runtime={kind: actors, threads: 2}");
        two.Digest.ShouldBe(one.Digest);
        one.Loss!.Value.ShouldBeLessThan(0.9);
        Summary more = _lab.Run(Federated, "more", $"start={_lab["one/model.safetensors"]}");
        string[] start = File.ReadLines(_lab["more/metrics.csv"]).ElementAt(1).Split(',');
        Number(start[3]).ShouldBe(one.Loss!.Value, 1e-6);
        more.Loss!.Value.ShouldBeLessThan(one.Loss!.Value);
    }

    [Fact]
    public void Go_on_after_an_interruption_to_the_same_bits()
    {
        Summary whole = _lab.Run(Federated, "whole");
        Runner.Run(Read(Federated), new() { Folder = _lab["cut"], Stop = new CancellationToken(canceled: true) }).Summary.StopReason.ShouldBe(StopReason.Interrupted);
        Runner.Run(Read(Federated), new() { Folder = _lab["cut"], Resume = true }).Summary.Digest.ShouldBe(whole.Digest);
        Replay.Of(_lab["cut"], stop: TestContext.Current.CancellationToken).Equal.ShouldBeTrue();
    }

    [Theory]
    [InlineData("adam", "fedprox", "0.003")]
    [InlineData("diffgrad", "none", "0.003")]
    [InlineData("sgd", "fedspeed", "0.1")]
    public void Take_every_optimizer_and_correction(string optimizer, string correction, string rate) =>
        _lab.Run(Federated, "out", $"method.local={{steps: 3, rate: {rate}, optimizer: {optimizer}, correction: {correction}, batch: 10}}").Loss!.Value.ShouldBeLessThan(1.1);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private Experiment Read(string yaml) => Experiment.Parse(yaml, _lab["experiment.yaml"]);
}
