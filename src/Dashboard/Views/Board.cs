using System.Diagnostics;
using Gossip.Nodes.Live;
using Gossip.Topology;

namespace Gossip.Dashboard.Views;

/// <summary>
/// Keeps what pages are shown: feeds put it there, any number of pages read it, each from where it was. For several threads.
/// </summary>
public sealed class Board
{
    private const int MostPoints = 3000, MostNotices = 400;
    private readonly Lock _gate = new();
    private readonly List<Notice> _notices = [];
    private List<double[]> _points = [];
    private IReadOnlyList<string> _columns = [];
    private IReadOnlyList<Chart> _charts = [];
    private Present _present = Present.Nothing;
    private Sketch? _sketch;
    private int _stride = 1, _skipped, _forgotten;
    private double[]? _latest;
    private long _readAt;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Grows with every change of what cannot be added to: then a page needs the whole.</summary>
    private long _edition = 1;

    /// <summary>Gives what is shown an order, false where nobody takes it in time; null where nobody can.</summary>
    public Func<Order, CancellationToken, Task<bool>>? Tell { get; set; }

    /// <summary>Where a run stands now.</summary>
    public void Show(Present present) => Change(() => _present = present);

    /// <summary>Something was told, now.</summary>
    public void Note(string who, string line) => Change(() =>
    {
        _notices.Add(new(DateTime.Now.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), who, line));
        if (_notices.Count <= MostNotices) return;
        _notices.RemoveAt(0);
        _forgotten++;
    });

    /// <summary>The graph, where it is another than before.</summary>
    public void Draw(Graph graph)
    {
        if (_sketch is { } known && known.Graph.Nodes == graph.Nodes && known.Graph.Edges.SequenceEqual(graph.Edges)) return;
        Sketch sketch = new(graph);
        Change(() => (_sketch, _edition) = (sketch, _edition + 1));
    }

    /// <summary>Measurements begin anew, with these columns.</summary>
    public void Begin(IReadOnlyList<string> columns) => Change(() =>
        (_columns, _charts, _points, _stride, _skipped, _latest, _edition) = (columns, Charts.Of([.. columns]), [], 1, 0, null, _edition + 1));

    /// <summary>Adds measurements. Of very many only every second, fourth … is kept.</summary>
    public void Add(IEnumerable<double[]> points) => Change(() =>
    {
        foreach (double[] point in points)
        {
            _latest = point;
            if (++_skipped < _stride) continue;
            _skipped = 0;
            _points.Add(point);
            if (_points.Count <= MostPoints) continue;
            _points = [.. _points.Where((_, k) => k % 2 == 0)];
            (_stride, _edition) = (2 * _stride, _edition + 1);
        }
    });

    /// <summary>What a page that is at <paramref name="at"/> has to be told; a new page is at 0.</summary>
    public Update Read(ref Place at)
    {
        lock (_gate)
        {
            _readAt = Stopwatch.GetTimestamp();
            bool isWhole = at.Edition != _edition;
            IReadOnlyList<double[]> points = isWhole ? WithLatest() : [.. _points.Skip(at.Points)];
            IReadOnlyList<Notice> notices = [.. _notices.Skip(isWhole ? 0 : Math.Max(0, at.Notices - _forgotten))];
            at = new(_edition, _points.Count, _forgotten + _notices.Count);
            return new()
            {
                IsWhole = isWhole,
                Present = _present,
                Drawing = isWhole ? _sketch?.Drawing : null,
                Columns = isWhole ? _columns : null,
                Charts = isWhole ? _charts : null,
                Points = points,
                Notices = notices,
            };
        }
    }

    /// <summary>Whether somebody has read it of late.</summary>
    internal bool IsWatched => Volatile.Read(ref _readAt) is var at and not 0 && Stopwatch.GetElapsedTime(at).TotalSeconds < 20;

    /// <summary>Done at the next change.</summary>
    internal Task Changed
    {
        get
        {
            lock (_gate) return _changed.Task;
        }
    }

    /// <summary>The nodes that are drawn; none before there is a graph.</summary>
    internal IReadOnlySet<int> Shown => _sketch?.Shown ?? [];

    private List<double[]> WithLatest() => _latest is null || (_points.Count > 0 && _points[^1] == _latest) ? [.. _points] : [.. _points, _latest];

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        changed.TrySetResult();
    }
}
