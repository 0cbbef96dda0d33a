using Gossip.Topology;

namespace Gossip.Sdp.Tests;

internal static class Check
{
    public static void ShouldBeNear(this double actual, double expected, double relative) =>
        (Math.Abs(actual - expected) / Math.Abs(expected)).ShouldBeLessThan(relative, FormattableString.Invariant($"{actual:R} against {expected:R}"));

    /// <summary>Solved to the standard gap, and certified by the independent check after a trip through JSON.</summary>
    public static Plan ShouldBeCertified(this Plan plan, double gap = 1e-9)
    {
        plan.Gap.ShouldBeLessThanOrEqualTo(gap);
        plan.Termination.ShouldBe(Termination.Converged);
        Verdict verdict = Certificate.Check(PlanFile.Parse(PlanFile.ToJson(plan), "plan"));
        string.Join("; ", verdict.Complaints).ShouldBe("");
        verdict.Gap.ShouldBeLessThanOrEqualTo(gap * 1.01);
        return plan;
    }

    public static Graph Graph(string text, ulong seed = 1) => GraphSpec.Parse(text, seed);

    public static Plan Solve(string graph, RateObjective objective = RateObjective.Communications) =>
        RatePlanner.Solve(new RateProgram(Graph(graph), objective));
}
