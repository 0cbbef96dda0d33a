using Gossip.Core;
using Gossip.Experiments.Report;
using Gossip.Nodes;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>Writes the estimate of the k-th of some nodes, length d, padding zero.</summary>
internal delegate void EstimateOf(int k, Span<double> x);

/// <summary>Measures a run against the exact optimum, or where that is not known by the loss of the nodes' mean; on a test set in either case.</summary>
internal sealed class Recorder(Problem problem, Theory theory, bool knowsOptimum = true)
{
    private readonly Scorer _scorer = new(problem);
    private readonly double[] _estimate = new double[Padding.Of(problem.Dimension)];
    private readonly double[] _mean = new double[Padding.Of(problem.Dimension)];

    /// <summary>
    /// (1/n) Σ|xᵢ − x*|² at the start, which errors are relative to; 1 where the start is the optimum itself.
    /// Set by the first measurement, or from a checkpoint.
    /// </summary>
    public double Origin { get; set; } = double.NaN;

    /// <summary>Every xᵢ is taken as of node i's own last event.</summary>
    public MetricPoint Measure(IRuntime runtime)
    {
        NodeRows state = runtime.State;
        return Measure(state.Nodes, state.Estimate, runtime.Time, runtime.Gradients, runtime.Exchanges);
    }

    /// <summary>Measures <paramref name="nodes"/> estimates, which <paramref name="estimate"/> writes one by one.</summary>
    public MetricPoint Measure(int nodes, EstimateOf estimate, double time, long gradients, long exchanges)
    {
        ReadOnlySpan<double> optimum = knowsOptimum ? problem.Optimum.Point : [];
        int d = problem.Dimension;
        double distance = 0, spread = 0;
        Array.Clear(_mean);
        for (int i = 0; i < nodes; i++)
        {
            estimate(i, _estimate);
            if (knowsOptimum) distance += SquaredDistance(_estimate, optimum);
            for (int c = 0; c < d; c++) _mean[c] += _estimate[c];
        }
        for (int c = 0; c < d; c++) _mean[c] /= nodes;
        for (int i = 0; i < nodes; i++)
        {
            estimate(i, _estimate);
            spread += SquaredDistance(_estimate, _mean);
        }
        distance /= nodes;
        spread /= nodes;
        Score score = _scorer.Of(_mean, onTraining: !knowsOptimum);
        if (!knowsOptimum) return new(time, gradients, exchanges, double.NaN, double.NaN, double.NaN, spread, double.NaN) { Score = score };
        if (double.IsNaN(Origin)) Origin = distance > 0 ? distance : 1;
        return new(time, gradients, exchanges, distance / Origin, distance, problem.Suboptimality(_mean), spread, theory.Bound(time, Origin)) { Score = score };
    }

    /// <summary>|xᵢ − x*|² of every node, or its distance to x̄ of the last measurement where x* is not known.</summary>
    public double[] NodeDistances(int nodes, EstimateOf estimate)
    {
        double[] distances = new double[nodes];
        for (int i = 0; i < distances.Length; i++)
        {
            estimate(i, _estimate);
            distances[i] = SquaredDistance(_estimate, knowsOptimum ? problem.Optimum.Point : _mean);
        }
        return distances;
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int c = 0; c < a.Length; c++) sum += (a[c] - b[c]) * (a[c] - b[c]);
        return sum;
    }
}
