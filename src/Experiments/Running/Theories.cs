using Gossip.Experiments.Settings;
using Gossip.Methods.Linear;
using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>Which theorem covers a run, and which does not.</summary>
internal static class Theories
{
    /// <summary>What is proven about a run.</summary>
    public static Theory Of(Setup setup)
    {
        if (!IsProven(setup)) return Theory.None;
        return new(new DadaoConstants(setup.Problem.Mu, setup.Problem.L, setup.Chi1).Rate, double.NaN);
    }

    /// <summary>What a user should know, a sentence each.</summary>
    public static IEnumerable<string> Warnings(Setup setup)
    {
        if (setup.Experiment.Method.Name != MethodSettings.Dadao) yield break;
        if (setup.Swarm.Schedule.Graphs.Length > 1) yield return "the graph changes: the convergence proof does not cover that, though it works in practice";
        if (setup.Chi1 < setup.Swarm.Schedule.Chi1 * (1 - 1e-9)) yield return "method.chi1 is below that of the rates: the convergence proof does not cover that";
        if (setup.Problem.Objectives.Any(f => f is Minibatch)) yield return "gradients are stochastic: the error ends at a floor, and the proven bound is that of exact gradients";
    }

    private static bool IsProven(Setup setup) =>
        setup.Experiment.Method.Name == MethodSettings.Dadao
        && setup.Swarm.Recorded is null
        && setup.Swarm.Schedule.Graphs.Length == 1
        && setup.Chi1 >= setup.Swarm.Schedule.Chi1 * (1 - 1e-9)
        && !setup.Problem.Objectives.Any(f => f is Minibatch);
}
