using Gossip.Methods.Online;
using Gossip.Nodes.Online;
using Gossip.Objectives.Streams;

namespace Gossip.Online.Tests;

public sealed class No_garbage
{
    [Theory]
    [InlineData("OGD", SyntheticLoss.Linear)]
    [InlineData("AdaGradNorm", SyntheticLoss.Quadratic)]
    [InlineData("AdaGradDiag", SyntheticLoss.Quadratic)]
    [InlineData("OOMD", SyntheticLoss.Quadratic)]
    [InlineData("OOMD-sc", SyntheticLoss.Quadratic)]
    [InlineData("OFTRL", SyntheticLoss.Linear)]
    [InlineData("OFTL-sc", SyntheticLoss.Quadratic)]
    [InlineData("SwordPP", SyntheticLoss.Quadratic)]
    [InlineData("Ader", SyntheticLoss.Quadratic)]
    [InlineData("OONS", SyntheticLoss.Regression)]
    public void A_round_allocates_nothing(string learner, SyntheticLoss loss)
    {
        Case setting = new(loss, Regime.Drift, 0.5, 5000);
        using OnlineRun run = setting.Run(setting.Method(learner));
        run.Advance(2000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        run.Advance(5000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        run.Rounds.ShouldBe(5000);
    }

    [Theory]
    [InlineData("OOMD", SyntheticLoss.Quadratic)]
    [InlineData("OFTL-sc", SyntheticLoss.Quadratic)]
    [InlineData("AdaGradDiag", SyntheticLoss.Quadratic)]
    [InlineData("SwordPP", SyntheticLoss.Quadratic)]
    [InlineData("Ader", SyntheticLoss.Quadratic)]
    [InlineData("OONS", SyntheticLoss.Regression)]
    public void A_run_cut_anywhere_goes_on_to_the_same_bits(string learner, SyntheticLoss loss)
    {
        Case setting = new(loss, Regime.Shift(3), 0.5, 300);
        OnlineMethod method = setting.Method(learner);
        using OnlineRun whole = setting.Finished(method), first = setting.Run(method), second = setting.Run(method);
        first.Advance(123);
        using MemoryStream saved = new();
        first.Save(new(saved));
        saved.Position = 0;
        second.Load(new(saved));
        second.Advance(300);
        second.Digest().ShouldBe(whole.Digest());
        second.Meter.Regret.ShouldBe(whole.Meter.Regret);
    }
}
