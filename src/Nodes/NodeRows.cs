using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gossip.Core;

namespace Gossip.Nodes;

/// <summary>
/// The rows of all nodes, each as of its node's own time, in one aligned block: node by node, row by row.
/// </summary>
public abstract unsafe class NodeRows : IDisposable
{
    private readonly AlignedBuffer _rows;
    private readonly ImmutableArray<double> _estimate;
    private readonly double[] _times;
    private readonly long[] _gradients;

    private protected NodeRows(ImmutableArray<string> names, ImmutableArray<double> estimate, int dimension, int stride, int nodes)
    {
        (Names, _estimate, Dimension, Stride, Nodes) = (names, estimate, dimension, stride, nodes);
        _rows = new AlignedBuffer((long)nodes * NodeSize);
        (_times, _gradients) = (new double[nodes], new long[nodes]);
    }

    /// <summary>The rows' names in order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Number of nodes n.</summary>
    public int Nodes { get; }

    /// <summary>Length d of a row.</summary>
    public int Dimension { get; }

    /// <summary>Number of rows R of a node.</summary>
    public int RowCount => Names.Length;

    /// <summary>One row of a node, length d.</summary>
    public ReadOnlySpan<double> Row(int node, int row) => new(Rows(node) + row * Stride, Dimension);

    /// <summary>The time of a node's last event.</summary>
    public double Time(int node) => _times[node];

    /// <summary>How many gradients a node has taken.</summary>
    public long GradientsOf(int node) => _gradients[node];

    /// <summary>Writes a node's estimate x = aᵀ·rows, as of its own last event, to <paramref name="x"/> (length ≥ d).</summary>
    public virtual void Estimate(int node, Span<double> x)
    {
        x.Clear();
        for (int r = 0; r < RowCount; r++)
        {
            double a = _estimate[r];
            if (a == 0) continue;
            ReadOnlySpan<double> row = Row(node, r);
            for (int c = 0; c < row.Length; c++) x[c] += a * row[c];
        }
    }

    /// <summary>x̄ = (1/n) Σ xᵢ, length d.</summary>
    public double[] Mean()
    {
        double[] mean = new double[Dimension], x = new double[Stride];
        for (int i = 0; i < Nodes; i++)
        {
            Estimate(i, x);
            for (int c = 0; c < mean.Length; c++) mean[c] += x[c];
        }
        for (int c = 0; c < mean.Length; c++) mean[c] /= Nodes;
        return mean;
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
                from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(new Span<double>(Rows(i) + r * Stride, Dimension)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Doubles from one row of a node to the next.</summary>
    internal int Stride { get; }

    internal int NodeSize => Stride * RowCount;

    internal double* Rows(int node) => _rows.Pointer + (long)node * NodeSize;

    internal double[] Times => _times;

    internal long[] Gradients => _gradients;

    /// <summary>Sets a node's rows, given one after another, its time and its count of gradients.</summary>
    internal void Put(int node, ReadOnlySpan<double> rows, double time, long gradients)
    {
        for (int r = 0; r < RowCount; r++) rows.Slice(r * Dimension, Dimension).CopyTo(new(Rows(node) + r * Stride, Dimension));
        (Times[node], Gradients[node]) = (time, gradients);
    }

    /// <summary>A node's rows, one after another.</summary>
    internal double[] Take(int node)
    {
        double[] rows = new double[RowCount * Dimension];
        for (int r = 0; r < RowCount; r++) Row(node, r).CopyTo(rows.AsSpan(r * Dimension));
        return rows;
    }

    private protected void CopyTo(NodeRows copy)
    {
        Buffer.MemoryCopy(_rows.Pointer, copy._rows.Pointer, copy._rows.Length * sizeof(double), _rows.Length * sizeof(double));
        _times.CopyTo(copy._times, 0);
        _gradients.CopyTo(copy._gradients, 0);
    }
}
