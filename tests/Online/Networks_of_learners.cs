using Gossip.Methods.Online;
using Gossip.Nodes.Online;
using Gossip.Objectives.Streams;
using Gossip.Topology;

namespace Gossip.Online.Tests;

/// <summary>Eight nodes, each with a stream of its own, against an independent implementation.</summary>
public sealed class Networks_of_learners
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Reference.Rows("online", "sea_decentralised.csv").Count())];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Have_the_reference_regret_and_consensus(int number)
    {
        Dictionary<string, string> row = Reference.Rows("online", "sea_decentralised.csv").ElementAt(number);
        (double, double)[] found = [.. Enumerable.Range(1, int.Parse(row["seeds"])).Select(seed =>
        {
            using OnlineNetwork network = Make(row, (ulong)seed);
            network.Advance(2000);
            return (network.Regret, network.Consensus);
        })];
        found[0].Item1.ShouldBe(Reference.Number(row["regret_seed1"]), 1e-8);
        found.Average(f => f.Item1).ShouldBe(Reference.Number(row["network_expected_regret_mean"]), 1e-6);
        double apart = Reference.Number(row["consensus_sq_mean"]);
        // of one learner it is what rounding leaves, or nothing
        found.Average(f => f.Item2).ShouldBe(row["network"] == "central" ? 0 : apart, 1e-5 * Math.Max(1e-2, found[0].Item2));
    }

    [Fact]
    public void Allocate_nothing_a_round()
    {
        using OnlineNetwork network = Make(Reference.Rows("online", "sea_decentralised.csv").First(row => row["network"] == "ring" && row["algorithm"] == "DOOMD-GT"), 1);
        network.Advance(500);
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.Advance(2000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static OnlineNetwork Make(Dictionary<string, string> row, ulong seed)
    {
        double sigma = Reference.Number(row["sigma"]), hetero = Reference.Number(row["hetero"]), G = 1.5 + sigma + 0.4 * hetero;
        Case setting = new(SyntheticLoss.Quadratic, Case.RegimeOf(row["regime"], Reference.Number(row["par"])), sigma);
        SyntheticStream[] streams = [.. Enumerable.Range(0, 8).Select(i => new SyntheticStream(new()
        {
            Regime = setting.Regime, Sigma = sigma, Seed = seed, Node = i, Nodes = 8, Heterogeneity = hetero,
        }))];
        JointStream joint = new(streams);
        Graph graph = row["network"] switch
        {
            "central" => new Graph(1, []),
            "none" => new Graph(8, []),
            "grid" => GraphSpec.Parse("grid:2x4", 1),
            string name => GraphSpec.Parse($"{name}:8", 1),
        };
        LearnerMethod convex = Sea.Convex(Case.Ball, 2, G, 1);
        (LearnerMethod method, NetworkMixing mixing) = row["algorithm"] switch
        {
            "DOGD" => (Sea.Descent(Case.Ball, 2, G), NetworkMixing.CombineThenAdapt),
            "DOOMD-GT" => (convex, NetworkMixing.Tracked),
            // a leader with the steps of mirror descent, all by one V
            "DOFTRL" => (convex with { Anchor = Anchor.Start }, NetworkMixing.CombineThenAdapt),
            _ => (convex, NetworkMixing.AdaptThenCombine),
        };
        return new(
            graph,
            row["network"] == "central" ? new([joint]) : joint,
            method,
            mixing,
            new(Comparators.Expected(streams[0], Case.Ball, 2000), [], 2000)) { SharesDeviation = row["algorithm"] == "DOFTRL" };
    }
}
