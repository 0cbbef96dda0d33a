using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Topology;

/// <summary>
/// The rate matrix Λ = Σ λ_e (e_i − e_j)(e_i − e_j)ᵀ in compressed rows: the weighted degrees on the diagonal and, row
/// by row in ascending order, the rates of the edges, zeros too.
/// </summary>
public sealed class Laplacian
{
    private readonly int[] _first;
    private readonly int[] _column;
    private readonly double[] _rate;
    private readonly double[] _degree;

    /// <summary>Λ of a rated graph.</summary>
    public Laplacian(RatedGraph rated)
    {
        Graph graph = rated.Graph;
        Nodes = graph.Nodes;
        _first = new int[Nodes + 1];
        _degree = new double[Nodes];
        List<int> column = new(2 * graph.Edges.Length);
        List<double> rate = new(2 * graph.Edges.Length);
        for (int i = 0; i < Nodes; i++)
        {
            foreach (Neighbour next in graph.NeighboursOf(i))
            {
                column.Add(next.Node);
                rate.Add(rated.Rates[next.Edge]);
                _degree[i] += rated.Rates[next.Edge];
            }
            _first[i + 1] = column.Count;
        }
        (_column, _rate) = ([.. column], [.. rate]);
    }

    /// <summary>Number of nodes n.</summary>
    public int Nodes { get; }

    /// <summary>Σ of the rates at each node: the diagonal.</summary>
    public ReadOnlySpan<double> Degrees => _degree;

    /// <summary>The neighbours of node i, ascending.</summary>
    public ReadOnlySpan<int> Columns(int i) => _column.AsSpan(_first[i], _first[i + 1] - _first[i]);

    /// <summary>The rates to these neighbours.</summary>
    public ReadOnlySpan<double> Rates(int i) => _rate.AsSpan(_first[i], _first[i + 1] - _first[i]);

    /// <summary>y = Λx, in the form Σ λ_ij (x_i − x_j), which is exactly zero on constants.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < Nodes; i++)
        {
            double sum = 0, here = x[i];
            for (int k = _first[i]; k < _first[i + 1]; k++) sum += _rate[k] * (here - x[_column[k]]);
            y[i] = sum;
        }
    }

    /// <summary>Stored rates, two for each edge.</summary>
    internal int Entries => _rate.Length;

    /// <summary>Y = ΛX for eight vectors at once: lane c of row i is entry i of vector c.</summary>
    internal void Multiply(ReadOnlySpan<Vector512<double>> x, Span<Vector512<double>> y)
    {
        for (int i = 0; i < Nodes; i++)
        {
            Vector512<double> sum = x[i] * _degree[i];
            for (int k = _first[i]; k < _first[i + 1]; k++)
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(-_rate[k]), x[_column[k]], sum);
            y[i] = sum;
        }
    }

    /// <summary>Λ as a dense n × n matrix.</summary>
    public static Matrix<double> Dense(RatedGraph rated)
    {
        Matrix<double> matrix = Matrix<double>.Build.Dense(rated.Graph.Nodes, rated.Graph.Nodes);
        for (int e = 0; e < rated.Rates.Length; e++)
        {
            (int i, int j) = rated.Graph.Edges[e];
            double rate = rated.Rates[e];
            matrix[i, i] += rate;
            matrix[j, j] += rate;
            matrix[i, j] -= rate;
            matrix[j, i] -= rate;
        }
        return matrix;
    }
}
