using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Runtime.InteropServices;
using Gossip.Core;
using Gossip.Methods.Kernels;
using Gossip.Methods.Linear;
using Gossip.Objectives;

namespace Gossip.Nodes;

/// <summary>
/// The rows of all nodes, each as of its node's own last event, in one aligned block: node by node, row by row.
/// </summary>
public sealed unsafe class SwarmState : IDisposable
{
    private readonly AlignedBuffer _rows;
    private readonly double[] _times;
    private readonly long[] _gradients;

    private SwarmState(LinearKernel kernel, int nodes)
    {
        (Kernel, Nodes) = (kernel, nodes);
        _rows = new AlignedBuffer((long)nodes * kernel.NodeSize);
        (_times, _gradients) = (new double[nodes], new long[nodes]);
    }

    /// <summary>The method compiled for this dimension.</summary>
    public LinearKernel Kernel { get; }

    /// <summary>Number of nodes n.</summary>
    public int Nodes { get; }

    /// <summary>Length d of a row.</summary>
    public int Dimension => Kernel.Dimension;

    /// <summary>Number of rows R of a node.</summary>
    public int RowCount => Kernel.Method.Rows.Length;

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
        SwarmState state = new(new LinearKernel(method, d), objectives.Count);
        double[] x = new double[Padding.Of(d)], gradient = new double[x.Length];
        for (int i = 0; i < state.Nodes; i++)
        {
            points?[i].CopyTo(x, 0);
            if (warm) objectives[i].Gradient(x, 0, gradient);
            for (int r = 0; r < state.RowCount; r++)
            {
                Span<double> row = new(state.Rows(i) + r * state.Kernel.Stride, d);
                double s = warm ? method.WarmStart[r] : method.ColdStart[r], u = warm ? method.WarmStartGradient[r] : 0;
                for (int c = 0; c < d; c++) row[c] = s * x[c] + u * gradient[c];
            }
        }
        return state;
    }

    /// <summary>The start of some nodes whose rows are given, R rows of length d one after another.</summary>
    internal static SwarmState Of(LinearMethod method, int dimension, IReadOnlyList<double[]> rows)
    {
        SwarmState state = new(new LinearKernel(method, dimension), rows.Count);
        for (int i = 0; i < rows.Count; i++) state.Put(i, rows[i], 0, 0);
        return state;
    }

    /// <summary>One row of a node, length d.</summary>
    public ReadOnlySpan<double> Row(int node, int row) => new(Rows(node) + row * Kernel.Stride, Dimension);

    /// <summary>The time of a node's last event.</summary>
    public double Time(int node) => _times[node];

    /// <summary>How many gradients a node has taken.</summary>
    public long GradientsOf(int node) => _gradients[node];

    /// <summary>Writes a node's estimate x = aᵀ·rows, as of its own last event, to <paramref name="x"/> (length ≥ d).</summary>
    public void Estimate(int node, Span<double> x)
    {
        x.Clear();
        for (int r = 0; r < RowCount; r++)
        {
            double a = Kernel.Method.Estimate[r];
            if (a == 0) continue;
            ReadOnlySpan<double> row = Row(node, r);
            for (int c = 0; c < row.Length; c++) x[c] += a * row[c];
        }
    }

    /// <summary>A copy in which every node has flowed on to one common time, no earlier than any node's own.</summary>
    public SwarmState At(double time)
    {
        SwarmState copy = Copy();
        double* entries = stackalloc double[8 * Kernel.Method.Flow.Pattern.Length + 8];
        entries = (double*)(((nint)entries + 63) & ~63);
        for (int i = 0; i < Nodes; i++)
        {
            Kernel.Method.Flow.Evaluate(Vector512.Create(time - _times[i]), entries);
            copy.Kernel.Flow(copy.Rows(i), entries, null);
            copy._times[i] = time;
        }
        return copy;
    }

    /// <summary>An independent copy.</summary>
    public SwarmState Copy()
    {
        SwarmState copy = new(Kernel, Nodes);
        Buffer.MemoryCopy(_rows.Pointer, copy._rows.Pointer, copy._rows.Length * sizeof(double), _rows.Length * sizeof(double));
        _times.CopyTo(copy._times, 0);
        _gradients.CopyTo(copy._gradients, 0);
        return copy;
    }

    /// <summary>SHA-256 over all rows, node by node: equal for equal states, on every runtime and machine.</summary>
    public string Digest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < Nodes; i++)
            for (int r = 0; r < RowCount; r++) hash.AppendData(MemoryMarshal.AsBytes(Row(i, r)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes rows, times and gradient counts, little-endian.</summary>
    public void Save(BinaryWriter to)
    {
        for (int i = 0; i < Nodes; i++)
        {
            to.Write(_times[i]);
            to.Write(_gradients[i]);
            for (int r = 0; r < RowCount; r++) to.Write(MemoryMarshal.AsBytes(Row(i, r)));
        }
    }

    /// <summary>Reads what <see cref="Save"/> of a state of the same shape wrote.</summary>
    public void Load(BinaryReader from)
    {
        for (int i = 0; i < Nodes; i++)
        {
            _times[i] = from.ReadDouble();
            _gradients[i] = from.ReadInt64();
            for (int r = 0; r < RowCount; r++)
                from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(new Span<double>(Rows(i) + r * Kernel.Stride, Dimension)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    /// <summary>Sets a node's rows, given one after another, its time and its count of gradients.</summary>
    internal void Put(int node, ReadOnlySpan<double> rows, double time, long gradients)
    {
        for (int r = 0; r < RowCount; r++) rows.Slice(r * Dimension, Dimension).CopyTo(new(Rows(node) + r * Kernel.Stride, Dimension));
        (_times[node], _gradients[node]) = (time, gradients);
    }

    /// <summary>A node's rows, one after another.</summary>
    internal double[] Take(int node)
    {
        double[] rows = new double[RowCount * Dimension];
        for (int r = 0; r < RowCount; r++) Row(node, r).CopyTo(rows.AsSpan(r * Dimension));
        return rows;
    }

    internal double* Rows(int node) => _rows.Pointer + (long)node * Kernel.NodeSize;

    internal double[] Times => _times;

    internal long[] Gradients => _gradients;
}
