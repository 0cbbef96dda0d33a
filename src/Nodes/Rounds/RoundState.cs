using Gossip.Core;

namespace Gossip.Nodes.Rounds;

/// <summary>The rows of all nodes between two rounds.</summary>
public sealed unsafe class RoundState : NodeRows
{
    private RoundState(RoundSwarm swarm) : base(swarm.Method.Rows, swarm.Method.Estimate, swarm.Dimension, StrideOf(swarm.Dimension), swarm.Nodes)
    {
    }

    /// <summary>The start at time 0, rows = s ⊗ x₀, and what the method draws.</summary>
    /// <param name="swarm">What is going to run.</param>
    /// <param name="points">x₀ of each node, each of length d; zero for all when null.</param>
    public static RoundState Start(RoundSwarm swarm, IReadOnlyList<double[]>? points = null)
    {
        if (points is not null && (points.Count != swarm.Nodes || points.Any(p => p.Length != swarm.Dimension)))
            throw new ArgumentException($"a start needs {swarm.Nodes} points of length {swarm.Dimension}");
        RoundState state = new(swarm);
        for (int i = 0; points is not null && i < state.Nodes; i++)
            for (int r = 0; r < state.RowCount; r++)
                for (int c = 0; c < state.Dimension; c++) state.Rows(i)[r * state.Stride + c] = swarm.Method.Start[r] * points[i][c];
        if (swarm.Method.Drawn.Any(number => number > 0)) state.Draw(swarm);
        return state;
    }

    private void Draw(RoundSwarm swarm)
    {
        for (int i = 0; i < Nodes; i++)
        {
            Draws draws = new CounterStream(swarm.Seed, Purpose.Start, i).From();
            double[][] vectors = [.. Enumerable.Range(0, swarm.Method.Drawn.Max()).Select(_ => new double[Dimension])];
            foreach (double[] vector in vectors)
                for (int c = 0; c < Dimension; c++) vector[c] = draws.Normal();
            for (int r = 0; r < RowCount; r++)
                for (int c = 0; c < Dimension && swarm.Method.Drawn[r] > 0; c++) Rows(i)[r * Stride + c] += vectors[swarm.Method.Drawn[r] - 1][c];
        }
    }

    /// <summary>The padded length, moved off multiples of 4096 bytes, where rows would compete for the same cache sets.</summary>
    private static int StrideOf(int dimension)
    {
        int padded = Padding.Of(dimension);
        return padded % 512 == 0 ? padded + Padding.Lanes : padded;
    }
}
