using Gossip.Core;
using Gossip.Nodes.Federated;
using Gossip.Objectives;

namespace Gossip.Experiments.Federated;

/// <summary>Measures a server's model: always F and accuracy, and against the exact optimum where that is known.</summary>
internal sealed class FederatedRecorder(Problem problem, bool knowsOptimum)
{
    private readonly List<IClassifier>? _classifiers = Classifiers(problem);

    /// <summary>
    /// |x − x*|² at the start, which errors are relative to; 1 where the start is the optimum itself. Set by the first
    /// measurement, or from a checkpoint.
    /// </summary>
    public double Origin { get; set; } = double.NaN;

    /// <summary>Measures a run.</summary>
    public FederatedPoint Measure(FederatedRuntime run)
    {
        ReadOnlySpan<double> x = run.State.Server.Model;
        double loss = problem.Value(x), accuracy = Accuracy(x);
        if (!knowsOptimum) return new(run.Time, run.Rounds, run.Updates, run.Gradients, loss, accuracy, double.NaN, double.NaN, double.NaN);
        double distance = SquaredDistance(x, problem.Optimum.Point, problem.Dimension);
        if (double.IsNaN(Origin)) Origin = distance > 0 ? distance : 1;
        return new(run.Time, run.Rounds, run.Updates, run.Gradients, loss, accuracy, distance / Origin, distance, problem.Suboptimality(x));
    }

    /// <summary>|x − y|² over the first d numbers.</summary>
    public static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int dimension)
    {
        double sum = 0;
        for (int k = 0; k < dimension; k++) sum += (x[k] - y[k]) * (x[k] - y[k]);
        return sum;
    }

    private double Accuracy(ReadOnlySpan<double> x)
    {
        if (_classifiers is null) return double.NaN;
        double sum = 0;
        for (int i = 0; i < _classifiers.Count; i++) sum += problem.Weight(i) * _classifiers[i].Accuracy(x);
        return sum;
    }

    private static List<IClassifier>? Classifiers(Problem problem)
    {
        List<IClassifier> all = [.. problem.Objectives.Select(f => (f as Minibatch)?.Full ?? f).OfType<IClassifier>()];
        return all.Count == problem.Nodes ? all : null;
    }
}
