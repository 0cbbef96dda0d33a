using Gossip.Methods.Federated;
using Gossip.Nodes.Federated;
using Gossip.Objectives;

namespace Gossip.Federated.Tests;

public sealed class No_garbage
{
    [Theory]
    [InlineData("Async", "weight")]
    [InlineData("FedFix-0.3", "weight")]
    [InlineData("FedBuffN-4", "identical")]
    [InlineData("FL", "weight")]
    public void A_clients_update_allocates_nothing(string scheme, string weights)
    {
        Problem problem = new ProblemOptions { Data = Repository.Data("federated", "dirichlet_softmax.csv"), Loss = "softmax", ClientColumn = "client", Target = "label", L2 = 0.001, Batch = 8 }.Build();
        FederatedMethod method = Schemes.Of(scheme, weights, new() { Steps = 2, Rate = 0.01, Optimizer = new Adam(), Correction = LocalCorrection.FedSpeed(5, 0.1, 1) });
        Federation federation = Federation.ForHorizon(method, problem.Objectives, ClientTimes.Spread(10, 80), 10);
        using SequentialFederation run = new(federation, FederationState.Start(federation));
        // what the runtime allocates once, while it compiles a method again, falls into one of three windows at most
        long least = long.MaxValue;
        for (int window = 0; window < 3; window++)
        {
            long updates = run.Updates, before = GC.GetAllocatedBytesForCurrentThread();
            run.Advance(400 * (window + 1));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            (run.Updates - updates).ShouldBeGreaterThan(3000);
        }
        least.ShouldBeLessThan(1000);
    }
}
