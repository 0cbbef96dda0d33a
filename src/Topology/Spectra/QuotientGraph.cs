namespace Gossip.Topology;

/// <summary>
/// A graph under elimination: a removed node becomes an element, the clique of its neighbours, kept as one list.
/// A remaining node knows other nodes (edges untouched so far) and elements; an element inside another is absorbed.
/// </summary>
internal sealed class QuotientGraph
{
    private readonly int[][] _nodes;
    private readonly List<int>[] _elements;
    private readonly int[]?[] _clique;
    private readonly int[] _degree;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly int[] _head;
    private readonly bool[] _gone;
    private readonly int[] _mark;
    private readonly int[] _outside;
    private int _least;
    private int _left;

    public QuotientGraph(Laplacian laplacian)
    {
        int n = _left = laplacian.Nodes;
        _nodes = new int[n][];
        _elements = new List<int>[n];
        _clique = new int[n][];
        (_degree, _next, _previous, _head) = (new int[n], new int[n], new int[n], new int[n]);
        (_gone, _mark, _outside) = (new bool[n], new int[n], new int[n]);
        Array.Fill(_head, -1);
        Array.Fill(_mark, -1);
        Array.Fill(_outside, -1);
        for (int i = n - 1; i >= 0; i--)
        {
            _nodes[i] = laplacian.Columns(i).ToArray();
            _elements[i] = [];
            File(i, _nodes[i].Length);
        }
    }

    /// <summary>The least approximate (never too small) degree among the remaining nodes.</summary>
    public int LeastDegree()
    {
        while (_head[_least] < 0) _least++;
        return _least;
    }

    /// <summary>A node of that degree.</summary>
    public int Pivot() => _head[LeastDegree()];

    /// <summary>The nodes not yet eliminated, ascending.</summary>
    public IEnumerable<int> Remaining() => Enumerable.Range(0, _gone.Length).Where(i => !_gone[i]);

    /// <summary>Removes a node and returns its neighbours at that moment.</summary>
    public int[] Eliminate(int pivot)
    {
        Unfile(pivot);
        _gone[pivot] = true;
        _left--;
        int[] around = Gather(pivot);
        _clique[pivot] = around;
        // how much of each element near the pivot lies outside the new one
        foreach (int i in around)
        {
            foreach (int e in _elements[i])
            {
                if (_clique[e] is not { } clique) continue;
                if (_outside[e] < 0) _outside[e] = Alive(e, clique);
                _outside[e]--;
            }
        }
        foreach (int i in around)
        {
            int kept = 0, sum = around.Length - 1;
            List<int> elements = _elements[i];
            for (int k = 0; k < elements.Count; k++)
            {
                int e = elements[k];
                if (_clique[e] is null) continue;
                if (_outside[e] == 0) { _clique[e] = null; continue; }
                elements[kept++] = e;
                sum += _outside[e];
            }
            elements.RemoveRange(kept, elements.Count - kept);
            int[] nodes = _nodes[i];
            kept = 0;
            foreach (int j in nodes)
                if (!_gone[j] && _mark[j] != pivot) nodes[kept++] = j;
            if (kept < nodes.Length) Array.Resize(ref _nodes[i], kept);
            sum = Math.Min(Math.Min(sum + kept, _degree[i] + around.Length - 1), _left - 1);
            Unfile(i);
            File(i, sum);
        }
        foreach (int i in around)
        {
            foreach (int e in _elements[i]) _outside[e] = -1;
            _elements[i].Add(pivot);
        }
        _nodes[pivot] = [];
        return around;
    }

    private int[] Gather(int pivot)
    {
        List<int> around = [];
        _mark[pivot] = pivot;
        foreach (int i in _nodes[pivot]) Take(i);
        foreach (int e in _elements[pivot])
        {
            if (_clique[e] is not { } clique) continue;
            foreach (int i in clique) Take(i);
            _clique[e] = null;
        }
        return [.. around];

        void Take(int i)
        {
            if (_gone[i] || _mark[i] == pivot) return;
            _mark[i] = pivot;
            around.Add(i);
        }
    }

    private int Alive(int element, int[] clique)
    {
        int alive = 0;
        foreach (int i in clique) if (!_gone[i]) alive++;
        if (alive < clique.Length / 2) _clique[element] = clique.Where(i => !_gone[i]).ToArray();
        return alive;
    }

    private void File(int i, int degree)
    {
        _degree[i] = degree;
        _previous[i] = -1;
        _next[i] = _head[degree];
        if (_head[degree] >= 0) _previous[_head[degree]] = i;
        _head[degree] = i;
        _least = Math.Min(_least, degree);
    }

    private void Unfile(int i)
    {
        if (_previous[i] >= 0) _next[_previous[i]] = _next[i];
        else _head[_degree[i]] = _next[i];
        if (_next[i] >= 0) _previous[_next[i]] = _previous[i];
    }
}
