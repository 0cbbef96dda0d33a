using System.Runtime.Intrinsics;
using Gossip.Core;
using Gossip.Methods.Kernels;
using Gossip.Methods.Linear;
using Gossip.Objectives;

namespace Gossip.Nodes;

/// <summary>The rows of all nodes of a swarm, each as of its node's own last event.</summary>
public sealed unsafe class SwarmState : NodeRows
{
    private readonly IReadOnlyList<IObjective>? _duals;

    private SwarmState(LinearKernel kernel, int nodes, IReadOnlyList<IObjective>? duals)
        : base(kernel.Method.Rows, kernel.Method.Estimate, kernel.Dimension, kernel.Stride, nodes) => (Kernel, _duals) = (kernel, duals);

    /// <summary>The method compiled for this dimension.</summary>
    public LinearKernel Kernel { get; }

    /// <summary>
    /// The start of a swarm at time 0: rows = s ⊗ x₀, or with <paramref name="warm"/> rows = s ⊗ x₀ + u ⊗ ∇f(x₀).
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="objectives">Node i's objective.</param>
    /// <param name="points">x₀ of each node, each of length d; zero for all when null.</param>
    /// <param name="warm">Whether every node takes one gradient first.</param>
    public static SwarmState Start(
        LinearMethod method, IReadOnlyList<IObjective> objectives, IReadOnlyList<double[]>? points = null, bool warm = false)
    {
        int d = objectives[0].Dimension;
        if (points is not null && (points.Count != objectives.Count || points.Any(p => p.Length != d)))
            throw new ArgumentException($"a start needs {objectives.Count} points of length {d}");
        SwarmState state = new(new LinearKernel(method, d), objectives.Count, method.IsDual ? objectives : null);
        double[] x = new double[Padding.Of(d)], gradient = new double[x.Length];
        for (int i = 0; i < state.Nodes; i++)
        {
            points?[i].CopyTo(x, 0);
            if (warm) objectives[i].Gradient(x, 0, gradient);
            for (int r = 0; r < state.RowCount; r++)
            {
                Span<double> row = new(state.Rows(i) + r * state.Stride, d);
                double s = warm ? method.WarmStart[r] : method.ColdStart[r], u = warm ? method.WarmStartGradient[r] : 0;
                for (int c = 0; c < d; c++) row[c] = s * x[c] + u * gradient[c];
            }
        }
        return state;
    }

    /// <summary>The start of some nodes whose rows are given, R rows of length d one after another.</summary>
    internal static SwarmState Of(LinearMethod method, int dimension, IReadOnlyList<double[]> rows)
    {
        SwarmState state = new(new LinearKernel(method, dimension), rows.Count, null);
        for (int i = 0; i < rows.Count; i++) state.Put(i, rows[i], 0, 0);
        return state;
    }

    /// <summary>A copy in which every node has flowed on to one common time, no earlier than any node's own.</summary>
    public SwarmState At(double time)
    {
        SwarmState copy = Copy();
        double* entries = stackalloc double[8 * Kernel.Method.Flow.Pattern.Length + 8];
        entries = (double*)(((nint)entries + 63) & ~63);
        for (int i = 0; i < Nodes; i++)
        {
            Kernel.Method.Flow.Evaluate(Vector512.Create(time - Times[i]), entries);
            copy.Kernel.Flow(copy.Rows(i), entries, null);
            copy.Times[i] = time;
        }
        return copy;
    }

    /// <summary>An independent copy.</summary>
    public SwarmState Copy()
    {
        SwarmState copy = new(Kernel, Nodes, _duals);
        CopyTo(copy);
        return copy;
    }

    /// <inheritdoc/>
    public override void Estimate(int node, Span<double> x)
    {
        base.Estimate(node, x);
        if (_duals is null) return;
        double[] at = new double[Padding.Of(Dimension)], gradient = new double[at.Length];
        x[..Dimension].CopyTo(at);
        _duals[node].Gradient(at, 0, gradient);
        gradient.AsSpan(0, Dimension).CopyTo(x);
    }
}
