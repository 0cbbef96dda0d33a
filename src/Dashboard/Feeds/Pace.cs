namespace Gossip.Dashboard.Feeds;

/// <summary>How often an edge is really used: exchanges per unit of time over the last while.</summary>
internal sealed class Pace
{
    private const int Longest = 60;
    private readonly Queue<(double Time, long Exchanges)> _seen = [];
    private (double Time, long Exchanges) _last;
    private double _planned = double.NaN;

    /// <summary>Exchanges that were to be expected in that while.</summary>
    public double Expected { get; private set; }

    /// <summary>Exchanges per unit of time; NaN before there were two looks.</summary>
    public double Realised { get; private set; } = double.NaN;

    /// <summary>Looks at an edge with a planned rate. A new life of the edge, or another rate, begins anew.</summary>
    public void Look(double time, long exchanges, double planned)
    {
        if (exchanges < _last.Exchanges || time < _last.Time || planned != _planned)
        {
            _seen.Clear();
            (Realised, Expected) = (double.NaN, 0);
        }
        else if (time == _last.Time) return;
        _planned = planned;
        _last = (time, exchanges);
        _seen.Enqueue(_last);
        if (_seen.Count > Longest) _seen.Dequeue();
        (double since, long before) = _seen.Peek();
        if (!(time > since)) return;
        Realised = (exchanges - before) / (time - since);
        Expected = planned * (time - since);
    }
}
