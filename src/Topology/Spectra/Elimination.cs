namespace Gossip.Topology;

/// <summary>
/// The order in which Gaussian elimination removes the nodes of a Laplacian, and the entries that it fills. Always a
/// node of least approximate degree in the quotient graph (Amestoy, Davis and Duff, 1996, without supervariables).
/// Once what remains is nearly complete it is taken as one dense block, the tail.
/// </summary>
public sealed class Elimination
{
    /// <summary>A remainder whose nodes all know this share of it is taken as dense.</summary>
    private const double Dense = 0.7;

    private Elimination(int[] order, int[] first, int[] rows, int tail) =>
        (Order, First, Rows, Tail) = (order, first, rows, tail);

    /// <summary>Order[k] is the node that goes k-th.</summary>
    public int[] Order { get; }

    /// <summary>The rows of sparse column k are Rows[First[k] … First[k+1]), ascending, as places in the order.</summary>
    public int[] First { get; }

    /// <summary>See <see cref="First"/>.</summary>
    public int[] Rows { get; }

    /// <summary>Columns from here on form the dense tail.</summary>
    public int Tail { get; }

    /// <summary>
    /// Orders a connected Laplacian, or gives null as soon as more than <paramref name="mostFill"/> entries or about
    /// <paramref name="mostWork"/> multiplications (Σ over the columns of the square of their length) would be needed.
    /// </summary>
    public static Elimination? Of(Laplacian laplacian, long mostFill, double mostWork)
    {
        QuotientGraph graph = new(laplacian);
        int n = laplacian.Nodes, tail = 0;
        int[] order = new int[n];
        List<int[]> columns = [];
        long fill = 0;
        double work = 0;
        for (; ; tail++)
        {
            int left = n - tail;
            if (graph.LeastDegree() >= Dense * (left - 1))
            {
                fill += (long)left * left;
                work += (double)left * left * left / 3;
                break;
            }
            order[tail] = graph.Pivot();
            columns.Add(graph.Eliminate(order[tail]));
            fill += columns[^1].Length;
            work += (double)columns[^1].Length * columns[^1].Length;
            // the column's rows now form a clique, which is still to be eliminated
            double clique = columns[^1].Length;
            if (fill + clique * clique / 2 > mostFill || work + clique * clique * clique / 3 > mostWork) return null;
        }
        if (fill > mostFill || work > mostWork) return null;

        int next = tail;
        foreach (int node in graph.Remaining()) order[next++] = node;
        int[] place = new int[n];
        for (int k = 0; k < n; k++) place[order[k]] = k;
        int[] first = new int[tail + 1];
        for (int k = 0; k < tail; k++) first[k + 1] = first[k] + columns[k].Length;
        int[] rows = new int[first[tail]];
        for (int k = 0; k < tail; k++)
        {
            Span<int> column = rows.AsSpan(first[k], columns[k].Length);
            for (int a = 0; a < column.Length; a++) column[a] = place[columns[k][a]];
            column.Sort();
        }
        return new(order, first, rows, tail);
    }
}
