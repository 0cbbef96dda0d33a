using CsCheck;
using Gossip.Methods.Federated;
using Gossip.Nodes.Federated;

namespace Gossip.Federated.Tests;

/// <summary>Where two schemes are one, their models are equal to the last bit.</summary>
public sealed class Identities
{
    private static readonly Gen<(double[] Times, double[] Curvatures, LocalUpdate Local, double Rate)> Cases =
        from times in Gen.Double[0.05, 1].Array[5]
        from curvatures in Gen.Double[0.1, 3].Array[5]
        from steps in Gen.Int[1, 6]
        from rate in Gen.Double[0.001, 0.2]
        from serverRate in Gen.Double[0.1, 1]
        select (times, curvatures, new LocalUpdate { Steps = steps, Rate = rate }, serverRate);

    [Fact]
    public void FedFix_with_the_slowest_clients_time_as_its_interval_is_FedAvg() => Cases.Sample(c =>
        Model(c, FederatedMethod.FedFix(c.Local, c.Times.Max()), 50 * c.Times.Max()).ShouldBe(Model(c, FederatedMethod.FedAvg(c.Local), 50 * c.Times.Max())), iter: 100);

    [Fact]
    public void FedFix_with_a_longer_interval_has_the_same_models_later() => Cases.Sample(c =>
        Model(c, FederatedMethod.FedFix(c.Local, 1.5), 60).ShouldBe(Model(c, FederatedMethod.FedAvg(c.Local), 40 * c.Times.Max())), iter: 100);

    [Fact]
    public void FedBuff_of_all_clients_is_FedAvg() => Cases.Sample(c =>
    {
        double[] fedAvg = Model(c, FederatedMethod.FedAvg(c.Local), 40);
        Model(c, FederatedMethod.FedBuff(c.Local, 5), 40).ShouldBe(fedAvg);
        Model(c, FederatedMethod.FedBuff(c.Local, 5) with { Weights = new UnbiasedWeights() }, 40).ShouldBe(fedAvg);
    }, iter: 100);

    [Fact]
    public void FedBuff_of_one_is_asynchronous_FedAvg_in_both_variants() => Cases.Sample(c =>
    {
        foreach (WeightPolicy weights in (WeightPolicy[])[new UnbiasedWeights(), new IdenticalWeights(), new EstimatedWeights()])
        {
            double[] asynchronous = Model(c, FederatedMethod.AsyncFedAvg(c.Local) with { Weights = weights }, 20);
            Model(c, FederatedMethod.FedBuff(c.Local, 1) with { Weights = weights }, 20).ShouldBe(asynchronous);
            Model(c, FederatedMethod.FedBuff(c.Local, 1, restartsAtOnce: true) with { Weights = weights }, 20).ShouldBe(asynchronous);
        }
    }, iter: 50);

    [Fact]
    public void Uniform_sampling_of_all_clients_is_FedAvg() => Cases.Sample(c =>
        Model(c, FederatedMethod.FedAvg(c.Local, new(SamplingKind.Uniform, 5)), 40).ShouldBe(Model(c, FederatedMethod.FedAvg(c.Local), 40)), iter: 50);

    private static double[] Model((double[] Times, double[] Curvatures, LocalUpdate Local, double Rate) c, FederatedMethod method, double until)
    {
        Federation federation = new Toy(c.Curvatures).Federation(method with { ServerRate = c.Rate }, new(c.Times, new FixedTime()), until);
        using SequentialFederation run = Toy.Run(federation);
        run.Advance(until);
        run.Rounds.ShouldBeGreaterThan(0);
        return run.State.Server.Model.ToArray();
    }
}
