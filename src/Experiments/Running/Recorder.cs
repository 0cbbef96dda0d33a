using Gossip.Core;
using Gossip.Experiments.Report;
using Gossip.Nodes;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>Measures a run against the exact optimum.</summary>
internal sealed class Recorder(Problem problem, Theory theory)
{
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
        SwarmState state = runtime.State;
        ReadOnlySpan<double> optimum = problem.Optimum.Point;
        double distance = 0, spread = 0;
        Array.Clear(_mean);
        for (int i = 0; i < state.Nodes; i++)
        {
            state.Estimate(i, _estimate);
            distance += SquaredDistance(_estimate, optimum);
            for (int c = 0; c < state.Dimension; c++) _mean[c] += _estimate[c];
        }
        for (int c = 0; c < state.Dimension; c++) _mean[c] /= state.Nodes;
        for (int i = 0; i < state.Nodes; i++)
        {
            state.Estimate(i, _estimate);
            spread += SquaredDistance(_estimate, _mean);
        }
        distance /= state.Nodes;
        spread /= state.Nodes;
        if (double.IsNaN(Origin)) Origin = distance > 0 ? distance : 1;
        return new(runtime.Time, runtime.Gradients, runtime.Exchanges, distance / Origin, distance,
            problem.Suboptimality(_mean), spread, theory.Bound(runtime.Time, Origin));
    }

    /// <summary>|xᵢ − x*|² of every node.</summary>
    public double[] NodeDistances(SwarmState state)
    {
        double[] distances = new double[state.Nodes];
        for (int i = 0; i < distances.Length; i++)
        {
            state.Estimate(i, _estimate);
            distances[i] = SquaredDistance(_estimate, problem.Optimum.Point);
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
