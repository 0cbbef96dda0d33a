using Gossip.Experiments.Report;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Cli.Commands;

/// <summary>Uniform rates beside those of a plan.</summary>
internal static class PlanPicture
{
    public static string Svg(Plan plan)
    {
        RatedGraph uniform = RatedGraph.Uniform(plan.Program.Graph, UniformTotal(plan));
        return GraphDrawing.SideBySide(uniform, $"uniform: {Facts(plan, uniform.TotalRate, plan.UniformT, plan.UniformValue)}",
            plan.Rated, $"optimal: {Facts(plan, plan.Rated.TotalRate, plan.T, plan.Value)}");
    }

    /// <summary>Uniform rates that cost what the objective counts at: the same κ, or the same total cost of 1.</summary>
    private static double UniformTotal(Plan plan)
    {
        double cost = plan.Program.Objective == RateObjective.Communications ? plan.UniformValue : 1;
        return cost * plan.Program.Graph.Edges.Length / plan.Program.Costs.Sum();
    }

    private static string Facts(Plan plan, double total, double t, double value) => plan.Program.Objective switch
    {
        RateObjective.Communications => $"{Display.Number(total)} exchanges per unit of time",
        RateObjective.Connectivity => $"λ₂ = {Display.Number(value)}, T = {Display.Number(t)}",
        _ => $"total resistance {Display.Number(value)}, T = {Display.Number(t)}",
    };
}
