using Gossip.Topology;

namespace Gossip.Sdp.FirstOrder;

/// <summary>
/// Rates for graphs too large for the interior point: quasi-Newton steps on the smoothed program, with p-norms made sharper
/// until the certified gap is closed. The best rates and the best dual point, kept apart, need not come from the same step.
/// </summary>
internal sealed class FirstOrderMethod(RateProgram program, double gap, int most)
{
    private static readonly (double Power, double Barrier, int Steps)[] Levels =
        [(8, 1e-2, 12), (20, 1e-2, 12), (60, 3e-3, 80), (180, 1e-3, 120), (540, 3e-4, 200), (1600, 1e-4, 300)];

    private readonly int _sign = program.Objective == RateObjective.Connectivity ? -1 : 1;

    /// <summary>The best rates, of any scale.</summary>
    public double[] Rates { get; private set; } = [];

    /// <summary>The best dual point, before it is made exact.</summary>
    public DualPoint? Dual { get; private set; }

    public double Value { get; private set; } = double.NaN;

    public double Bound { get; private set; } = double.NaN;

    public double Gap => Dual is null || Rates.Length == 0 ? double.PositiveInfinity : _sign * (Value - Bound) / Value;

    public int Iterations { get; private set; }

    public Burden Burden { get; } = program.Objective switch
    {
        RateObjective.Communications => new CommunicationsBurden(program),
        RateObjective.Connectivity => new ConnectivityBurden(program),
        _ => new ResistanceBurden(program),
    };

    public Action<string>? Log { get; set; }

    public void Run()
    {
        double[] u = [.. program.Costs.Select(c => -Math.Log(c))];
        Landscape landscape = new(program, Burden, growth: false);
        Lbfgs method = new(landscape, u);
        foreach ((double power, double barrier, int steps) in Levels)
        {
            (landscape.Power, landscape.Barrier) = (power, barrier);
            int step = 0;
            method.Run(decrease =>
            {
                Iterations++;
                Record(landscape);
                Log?.Invoke($"{Iterations} p {power} decrease {decrease:E2} value {Math.Exp(_sign * landscape.LogValue):G8} bound {landscape.Bound():G8} best {Value:G8} {Bound:G8} gap {Gap:E2}");
                landscape.UpdateMultiplier();
                return ++step >= steps || Gap <= gap || Iterations >= most || (step > 1 && decrease < 1e-8);
            });
            if (Gap <= gap || Iterations >= most) return;
        }
    }

    private void Record(Landscape landscape)
    {
        double value = Math.Exp(_sign * landscape.LogValue), bound = landscape.Bound();
        bool feasible = program.Objective != RateObjective.Communications || landscape.LogExcess <= 0;
        if (feasible && (Rates.Length == 0 || _sign * value < _sign * Value)) (Value, Rates) = (value, [.. landscape.Rates]);
        if (Dual is null || _sign * bound > _sign * Bound) (Bound, Dual) = (bound, Burden.Capture());
    }
}
