using System.Globalization;
using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Methods.Linear;
using Gossip.Nodes;
using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>Which theorem covers a run, and which does not.</summary>
internal static class Theories
{
    private const double Rounding = 1e-9;

    /// <summary>What is proven about a run from a state at time 0.</summary>
    public static Theory Of(Setup setup, NodeRows start)
    {
        if (!IsProven(setup)) return Theory.None;
        DadaoConstants k = new(setup.Problem.Mu, setup.Problem.L, setup.Chi1);
        return new(k.Rate, DadaoTheory.MeanSquaredDistance(k, Potential(setup, start, k), setup.Problem.Nodes, 0));
    }

    /// <summary>What a user should know, a sentence each.</summary>
    public static IEnumerable<string> Warnings(Setup setup)
    {
        if (setup.KnowsOptimum && !(setup.Problem.Mu > 0)) yield return "mu = 0: there may be no optimum, or many, and errors are measured against one; problem.l2 above zero makes it unique";
        if (!setup.KnowsOptimum && setup.Experiment.Stop.Error is not null && setup.Experiment.Source.Root.Has("stop"))
            yield return "no optimum is looked for: stop.error does not count";
        if (setup.Experiment.Method.Name is MethodSettings.AdPsgd or MethodSettings.A2cid2 && setup.Machines.Speeds.Distinct().Count() > 1)
            yield return "nodes of different speed: each objective counts as often as its node takes gradients, so another function is minimised; dadao minimises the right one";
        if (setup.Experiment.Method.Name != MethodSettings.Dadao) yield break;
        if (setup.Schedule.Graphs.Length > 1) yield return "the graph changes: the convergence proof does not cover that, though it works in practice";
        if (setup.Machines.ChangesEvents) yield return "nodes are slow or away: the convergence proof does not cover that";
        if (setup.Machines.AwayShare is > 0 and var away)
        {
            double happen = (1 - away) * (1 - away);
            if (setup.Chi1 * setup.Schedule.Chi2 > DadaoTheory.LargestChiProduct * happen * happen * (1 + Rounding))
                yield return string.Create(CultureInfo.InvariantCulture, $"outside the safe region: an exchange needs both nodes, so {happen:P0} of them happen; rates.total = {Plain.Number(setup.Schedule.Graphs.Max(g => g.TotalRate) / happen)} makes up for it");
        }
        if (IsStochastic(setup)) yield return "gradients are stochastic: the error ends at a floor, which the convergence proof for exact gradients does not know";
        if (IsBelowRates(setup)) yield return "method.chi1 is below that of the rates: the convergence proof does not cover that";
        else if (IsTooLarge(setup)) yield return "method.chi1 is too large for these rates: the convergence proof does not cover that";
    }

    private static bool IsProven(Setup setup) =>
        setup.Experiment.Method.Name == MethodSettings.Dadao
        && setup.KnowsOptimum
        && setup.Recorded is null
        && !setup.Machines.ChangesEvents
        && setup.Schedule.Graphs.Length == 1
        && !IsStochastic(setup)
        && !IsBelowRates(setup)
        && !IsTooLarge(setup);

    private static bool IsBelowRates(Setup setup) => setup.Chi1 < setup.Schedule.Chi1 * (1 - Rounding);

    private static bool IsTooLarge(Setup setup) => setup.Chi1 * setup.Schedule.Chi2 > DadaoTheory.LargestChiProduct * (1 + Rounding);

    private static bool IsStochastic(Setup setup) => setup.Problem.Objectives.Any(f => f is Minibatch);

    private static double Potential(Setup setup, NodeRows start, DadaoConstants k)
    {
        int d = setup.Problem.Dimension;
        double[] optimum = setup.Problem.Optimum.Point, x = new double[Padding.Of(d)], gradient = new double[Padding.Of(d)];
        double sum = 0;
        for (int i = 0; i < start.Nodes; i++)
        {
            int node = i;
            start.Estimate(i, x);
            ITwiceDifferentiable f = (ITwiceDifferentiable)setup.Problem.Objectives[i];
            f.Gradient(optimum, 0, gradient);
            sum += DadaoTheory.Potential(k, f.Divergence(x, optimum), row => start.Row(node, row), optimum.AsSpan(0, d), gradient.AsSpan(0, d));
        }
        return sum;
    }
}
