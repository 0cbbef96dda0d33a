using System.Collections.Immutable;
using Gossip.Sdp.InteriorPoint;

namespace Gossip.Sdp.FirstOrder;

/// <summary>f = 1/λ₂.</summary>
internal sealed class ConnectivityBurden : Burden
{
    private readonly ModeWeights _modes;
    private readonly double[] _resistances;
    private LimitDuals _limits = new([], []);
    private double _total;

    public ConnectivityBurden(RateProgram program, Resistances green) : base(program, green)
    {
        _modes = new(program.Graph, green);
        _resistances = new double[program.Graph.Edges.Length];
    }

    public override double Log(ReadOnlySpan<double> rates, double power)
    {
        rates.CopyTo(Rates);
        if (!Green.Of(rates, _resistances)) return double.PositiveInfinity;
        double log = _modes.Log(power);
        LogHard = -Math.Log(_modes.Lambda2);
        _modes.Forms.CopyTo(Slopes, 0);
        return log;
    }

    /// <summary>t + price with Z/Tr Z ≤ t c_e + relief_e; all duals are stretched together.</summary>
    public override double Bound(double scale, double total, LimitDuals limits)
    {
        double stretch = 0, factor = 1 / (scale * _modes.Trace);
        double[] relief = limits.Relief(Program);
        for (int e = 0; e < relief.Length; e++) stretch = Math.Max(stretch, scale * _modes.Forms[e] / (total * Program.Costs[e] + relief[e]));
        stretch *= factor;
        _total = stretch * total;
        _limits = new([.. limits.Caps.Select(v => stretch * v)], [.. limits.Budgets.Select(v => stretch * v)]);
        return _total + _limits.Price(Program);
    }

    public override DualPoint Capture() =>
        new([.. _modes.Rows(1 / _modes.Trace).Select(z => z.ToImmutableArray())], [], [.. _limits.Caps], [.. _limits.Budgets], _total);

    public override (double Bound, DualPoint Dual) Exact(DualPoint captured)
    {
        var z = Digits.Rounded(captured.Z);
        double first = Digits.Trace([z[0]]), rest = Digits.Trace(z) - first, factor = Math.Sqrt((1 - rest) / first);
        z = z.SetItem(0, [.. z[0].Select(x => factor * x)]);
        LimitDuals limits = LimitsOf(captured);
        double[] forms = Digits.Forms(Program.Graph, z), relief = limits.Relief(Program);
        double total = 0;
        for (int e = 0; e < forms.Length; e++) total = Math.Max(total, (forms[e] - relief[e]) / Program.Costs[e]);
        return (total + limits.Price(Program), captured with { Z = z, Total = total });
    }
}
