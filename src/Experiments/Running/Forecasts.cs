using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Methods.Linear;
using Gossip.Methods.Predictions;
using Gossip.Methods.Rounds;
using Gossip.Objectives;
using Gossip.Sdp;
using Gossip.Topology;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Experiments.Running;

/// <summary>From an experiment that is ready to run to what it will come to.</summary>
public static class Forecasts
{
    /// <summary>d up to which Hessians are formed.</summary>
    private const int LargestDimension = 300;

    /// <summary>What a run may spend on a prediction beside it: n²R⁶, and nd².</summary>
    private const double SmallPairs = 2e7, SmallHessians = 4e4;

    /// <summary>Edges up to which optimal rates are planned just to compare with them.</summary>
    private const int FewEdges = 1000;

    /// <summary>Methods whose time is a multiple of √(χ₁χ₂), which optimal rates are about.</summary>
    private static readonly string[] s_ofBothChi = [MethodSettings.Dadao, MethodSettings.A2cid2, Baselines.Continuized, Baselines.AcceleratedGossip];

    /// <summary>The prediction. Throws <see cref="InputException"/> where there can be none, with the reason.</summary>
    public static Forecast Of(Setup setup)
    {
        if (WhyNot(setup) is { } no) throw InputException.At(no.Place, no.Found, no.Expected);
        return Compute(setup);
    }

    /// <summary>The prediction where there can be one that costs little beside the run itself; else null.</summary>
    internal static Forecast? Beside(Setup setup)
    {
        if (WhyNot(setup) is not null || !setup.KnowsOptimum || IsStochastic(setup)) return null;
        double n = setup.Schedule.Nodes, d = setup.Problem.Dimension, rows = setup.Rounds?.Method.Rows.Length ?? setup.Swarm.Method.Rows.Length;
        return n * n * Math.Pow(rows, 6) <= SmallPairs && n * d * d <= SmallHessians ? Compute(setup) : null;
    }

    /// <summary>The least factor on all edges' rates with which the method still converges, its constants staying as they are; see <see cref="LinearPrediction.Threshold"/>. NaN for methods in rounds.</summary>
    public static double Threshold(Setup setup) =>
        setup.Rounds is null ? LinearPrediction.Threshold(_ => setup.Swarm.Method, setup.Schedule.Graphs[0], HessiansOf(setup)) : double.NaN;

    /// <summary>The same where the constants are made for the lower rates. NaN for methods that do not know the graph.</summary>
    public static double PlannedThreshold(Setup setup) => s_ofBothChi.Contains(setup.Experiment.Method.Name)
        ? LinearPrediction.Threshold(s => Setup.Method(setup.Experiment, setup.Problem.Mu, setup.Problem.L, setup.Chi1 / s, () => setup.Schedule.Chi2 / s), setup.Schedule.Graphs[0], HessiansOf(setup))
        : double.NaN;

    /// <summary>T of uniform rates over T of optimal ones, the factor between their communications; NaN where rates do not decide that, or the graph is large.</summary>
    public static double PlanRatio(Setup setup, Action<string>? told = null, CancellationToken stop = default)
    {
        if (!s_ofBothChi.Contains(setup.Experiment.Method.Name)) return double.NaN;
        if (setup.Plans is [var own] && own.Program.Objective == RateObjective.Communications) return own.UniformT / own.T;
        Graph graph = setup.Schedule.Graphs[0].Graph;
        if (graph.Edges.Length > FewEdges) return double.NaN;
        Plan plan = PlanProgress.Solve(new(graph, RateObjective.Communications, RateGuard.Kappa), 1e-6, told, stop);
        return plan.UniformT / plan.T;
    }

    private static (string Place, string Found, string Expected)? WhyNot(Setup setup)
    {
        Experiment experiment = setup.Experiment;
        if (!setup.Problem.IsSmooth) return (experiment.Place("problem", "loss"), $"'{experiment.Problem.Loss}', whose Hessian is not known", "least-squares, logistic, softmax or quadratic: predictions come from Hessians");
        if (setup.Schedule.Graphs.Length > 1) return (experiment.Source.Root.Place("graph"), "a graph that changes", "one graph: predictions are for constant rates");
        if (setup.Recorded is not null) return (experiment.Source.Root.Place("clocks"), "recorded clocks", "no clocks: predictions are averages over random ones");
        if (setup.Problem.Dimension > LargestDimension) return (experiment.Source.Root.Place("problem"), $"dimension {setup.Problem.Dimension}", $"at most {LargestDimension}: predictions need the nodes' Hessians as matrices");
        return null;
    }

    private static Forecast Compute(Setup setup)
    {
        Hessians hessians = HessiansOf(setup);
        RatedGraph rated = setup.Schedule.Graphs[0];
        Prediction rates = setup.Rounds is { } rounds ? RoundPrediction.Of(rounds.Method, rounds.Weights.Graphs[0], hessians) : LinearPrediction.Of(setup.Swarm.Method, rated, hessians);
        double? error = setup.Experiment.Stop.Error;
        double time = error is { } target && rates.Converges ? Math.Log(1 / target) / rates.Rate : double.NaN;
        (double gradients, double communications) = PerTime(setup, rated);
        return new()
        {
            Rates = rates,
            IsQuadratic = setup.Problem.Objectives.All(f => Minibatch.WholeOf(f) is ITwiceDifferentiable { IsQuadratic: true }),
            Error = error,
            Time = time,
            Gradients = gradients * time,
            Communications = communications * time,
            Notes = [.. Notes(setup, rates)],
        };
    }

    private static (double Gradients, double Communications) PerTime(Setup setup, RatedGraph rated)
    {
        int n = setup.Schedule.Nodes;
        if (setup.Rounds is not { Method: var method })
            return (setup.Swarm.Method switch { { IsDual: true } => 2 * rated.TotalRate, { TakesGradients: true } => n, _ => 0 }, rated.TotalRate);
        double sent = method.Rounds[^1].Sum(step => step.Kind switch { StepKind.Gossip => rated.Graph.Edges.Length, StepKind.Average => n - 1, _ => 0 });
        return (n * method.Gradients, sent);
    }

    private static IEnumerable<string> Notes(Setup setup, Prediction rates)
    {
        string name = setup.Experiment.Method.Name;
        if (setup.Machines.ChangesEvents) yield return "predicted as if all nodes had speed 1 and were always there";
        if (IsStochastic(setup)) yield return "predicted for exact gradients: with stochastic ones the error ends at a floor";
        if (name is MethodSettings.AdPsgd or MethodSettings.A2cid2 or Baselines.Dgd) yield return $"where the nodes' objectives differ {name} ends beside the optimum: the rate is that of the way there";
        if (!rates.Converges) yield return "it does not converge: the expected error grows";
    }

    private static bool IsStochastic(Setup setup) => setup.Problem.Objectives.Any(f => f is Minibatch);

    /// <summary>At the optimum.</summary>
    private static Hessians HessiansOf(Setup setup)
    {
        int d = setup.Problem.Dimension;
        double[] optimum = setup.Problem.Optimum.Point;
        return new(setup.Problem.Objectives.Select(f =>
        {
            Matrix<double> h = Matrix<double>.Build.Dense(d, d);
            ((ITwiceDifferentiable)Minibatch.WholeOf(f)).AddHessian(optimum, 1, h);
            return (h + h.Transpose()) / 2;
        }));
    }
}
