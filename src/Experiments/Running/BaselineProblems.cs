using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>What baselines start from and compute with, where that is not the problem's own.</summary>
internal static class BaselineProblems
{
    /// <summary>x₀ of every node; the optima of the nodes' own objectives for dual methods, and for averaging where no file says otherwise.</summary>
    public static double[][]? Points(Experiment experiment, Problem problem)
    {
        string name = experiment.Method.Name;
        if (Baselines.Dual.Contains(name)) RequireQuadratics(experiment, problem);
        bool isAveraging = Baselines.Averaging.Contains(name);
        if (name != Baselines.Msda && !(isAveraging && experiment.Start.From == StartSettings.Auto)) return StartingPoints.Of(experiment, problem);
        if (!problem.IsSmooth)
            throw InputException.At(experiment.Source.Root.Place("start"), "nothing", $"a file with one row per node: {name} averages these, and the optima of this loss are not known");
        return [.. problem.Objectives.Select(f => new Problem([f]).Optimum.Point[..problem.Dimension])];
    }

    /// <summary>The problem itself, or for averaging that of the vectors' mean: fᵢ(x) = ½|x − cᵢ|².</summary>
    public static Problem Of(Experiment experiment, Problem problem, double[][]? points) => Baselines.Averaging.Contains(experiment.Method.Name)
        ? new([.. points!.Select(point => new Quadratic(1, point))]) { Start = points, Notes = problem.Notes }
        : problem;

    /// <summary>What the runtime takes gradients of: for dual methods those of the conjugates.</summary>
    public static IReadOnlyList<IObjective> Objectives(Experiment experiment, Problem problem) => Baselines.Dual.Contains(experiment.Method.Name)
        ? [.. problem.Objectives.Select(f => new Conjugate((ITwiceDifferentiable)f))]
        : problem.Objectives;

    /// <summary>The same three for some of <paramref name="nodes"/> nodes: what they compute with, and where each begins.</summary>
    public static (LocalProblem Problem, IReadOnlyList<IObjective> Objectives, double[][]? Points) For(Experiment experiment, LocalProblem problem, int nodes, IReadOnlyList<int> own)
    {
        string name = experiment.Method.Name;
        // alone they are a problem of their own, as far as each is looked at by itself
        Problem part = new(problem.Objectives, problem.Mu, problem.L) { Start = problem.Start };
        if (Baselines.Dual.Contains(name)) RequireQuadratics(experiment, part);
        bool isAveraging = Baselines.Averaging.Contains(name), fromOptima = name == Baselines.Msda || (isAveraging && experiment.Start.From == StartSettings.Auto);
        double[][]? points = fromOptima ? Points(experiment, part) : StartingPoints.Of(experiment, problem, nodes, own);
        if (isAveraging) problem = new([.. points!.Select(point => new Quadratic(1, point))], 1, 1, points, problem.Notes);
        return (problem, Objectives(experiment, part), points);
    }

    private static void RequireQuadratics(Experiment experiment, Problem problem)
    {
        if (problem.Objectives.All(Conjugate.Accepts)) return;
        string name = experiment.Method.Name;
        if (problem.Objectives.Any(f => f is Minibatch))
            throw InputException.At(experiment.Place("problem", "batch"), "stochastic gradients", $"full: {name} solves the nodes' dual problems exactly");
        if (problem.Objectives.All(f => f is ITwiceDifferentiable { IsQuadratic: true }))
            throw InputException.At(experiment.Source.Root.Place("problem"), "mu = 0: a node's objective is not strongly convex on its data", $"l2 above zero, such as problem.l2 = 0.01: {name} solves the nodes' dual problems");
        throw InputException.At(experiment.Place("problem", "loss"), $"'{experiment.Problem.Loss ?? "no quadratic"}'",
            $"least-squares or quadratic: {name} solves the nodes' dual problems exactly; for this loss use {MethodSettings.Dadao}, {Baselines.AdomPlus} or {Baselines.Extra}");
    }
}
