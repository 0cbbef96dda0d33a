using System.Globalization;

namespace Gossip.Nodes.Live;

/// <summary>
/// Keeps the unit of time long enough: ten one-way delays of an exchange, one gradient with room to spare, and long
/// against the lateness of the clocks and mailboxes. Every message says what its sender asks for: the most of what it needs itself and of
/// what it has heard others ask, the latter a little faded. So a need spreads at once, and dies away when nobody has it.
/// </summary>
internal sealed class UnitKeeper : IDisposable
{
    /// <summary>A unit is at least so many round trips: ten one-way delays.</summary>
    public const double PerRoundTrip = 5;

    /// <summary>A unit is at least so many gradients.</summary>
    public const double PerGradient = 1.25;

    private const int Period = 250;
    private const double PerLateness = 3, Echo = 0.92, Longest = 60;
    private readonly MethodClock _clock;
    private readonly ClockThread _clocks;
    private readonly HostOptions _options;
    private readonly Action<string> _notice;
    private readonly Timer _timer;
    private double _gradient, _roundTrip, _lag, _heard, _waiting;
    private bool _isOutside;

    public UnitKeeper(MethodClock clock, ClockThread clocks, HostOptions options, Action<string> notice)
    {
        (_clock, _clocks, _options, _notice) = (clock, clocks, options, notice);
        _timer = new Timer(_ => Adapt(), null, Period, Period);
    }

    /// <summary>The unit over the shortest that is safe here.</summary>
    public double Margin { get; private set; } = 1;

    /// <summary>The unit this process asks for, which its messages carry.</summary>
    public double Asked { get; private set; }

    /// <summary>A node's figures, in seconds: how long its gradients, the slowest of its exchanges, and its messages in the mailbox take, each smoothed.</summary>
    public void Learn(double gradientSeconds, double roundTrip, double lag)
    {
        Raise.To(ref _lag, lag);
        Raise.To(ref _gradient, gradientSeconds);
        Raise.To(ref _roundTrip, roundTrip);
    }

    /// <summary>The unit that the sender of a message asks for.</summary>
    public void Hear(double unit)
    {
        if (double.IsFinite(unit)) Raise.To(ref _heard, unit);
    }

    /// <summary>
    /// Members have changed. Exchanges with who has come are slow at first, over connections that are being made, and nobody has measured
    /// them yet: the unit is at least the one that a run begins with, and shrinks from there.
    /// </summary>
    public void BeginAnew()
    {
        Hear(_options.Unit);
        if (_clock.Unit < _options.Unit) _clock.SetUnit(_options.Unit);
    }

    public void Dispose() => _timer.Dispose();

    private void Adapt()
    {
        if (!_clock.IsRunning) return; // nothing happens that could be measured
        _clock.CatchUp(Period * 1e-3);
        // a hiccup now and then does no harm, a mailbox that grows does
        _waiting += (_clocks.Waiting - _waiting) / 4;
        double late = _clocks.Lateness + Math.Max(_lag, _waiting);
        double need = Math.Max(_options.LeastUnit, Math.Max(PerRoundTrip * _roundTrip, Math.Max(PerGradient * _gradient, PerLateness * late)));
        double unit = _clock.Unit;
        Margin = unit / need;
        Asked = Math.Min(Longest, Math.Max(need, Echo * _heard));
        if (Asked > unit || Asked < 0.9 * unit) _clock.SetUnit(Math.Clamp(Asked, unit / 2, 4 * unit));
        bool isOutside = Margin < 0.5;
        if (isOutside && !_isOutside)
            _notice(string.Create(CultureInfo.InvariantCulture, $"outside the safe region: a unit of {unit * 1e3:G3} ms where {need * 1e3:G3} ms are needed (exchange {_roundTrip * 1e3:G3} ms, gradient {_gradient * 1e3:G3} ms, clocks {late * 1e3:G3} ms late); slowing down"));
        _isOutside = isOutside;
        (_gradient, _roundTrip, _lag, _heard) = (0.5 * _gradient, 0.5 * _roundTrip, 0.5 * _lag, 0);
    }
}
