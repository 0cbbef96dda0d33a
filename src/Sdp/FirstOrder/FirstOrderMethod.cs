using Gossip.Topology;

namespace Gossip.Sdp.FirstOrder;

/// <summary>
/// Rates for graphs too large for the interior point: quasi-Newton steps on the smoothed program, with p-norms made sharper
/// until the certified gap is closed. The best rates and the best dual point, kept apart, need not come from the same step.
/// </summary>
internal sealed class FirstOrderMethod(RateProgram program, double gap, int most)
{
    private static readonly (double Power, double Barrier, int Steps, double Enough)[] Levels =
        [(20, 1e-2, 30, 1e-3), (60, 3e-3, 120, 3e-9), (180, 1e-3, 200, 3e-9), (540, 3e-4, 300, 1e-9), (1600, 1e-4, 400, 1e-9)];

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
        double[] u = Start();
        Landscape landscape = new(program, Burden, growth: false);
        Lbfgs method = new(landscape, u);
        foreach ((double power, double barrier, int steps, double small) in Levels)
        {
            (landscape.Power, landscape.Barrier) = (power, barrier);
            (int step, int idle) = (0, 0);
            method.Run(decrease =>
            {
                Iterations++;
                Record(landscape);
                Log?.Invoke($"{Iterations} p {power} decrease {decrease:E2} value {Math.Exp(_sign * landscape.LogValue):G8} bound {landscape.Bound():G8} best {Value:G8} {Bound:G8} gap {Gap:E2}");
                landscape.UpdateMultiplier();
                idle = decrease < small ? idle + 1 : 0;
                return ++step >= steps || Gap <= gap || Iterations >= most || idle >= 4;
            });
            if (Gap <= gap || Iterations >= most) return;
        }
    }

    /// <summary>
    /// log of rates that nearly minimise the total resistance, which is smooth and looks at all of the spectrum: from uniform ones
    /// the slowest modes alone would be seen.
    /// </summary>
    private double[] Start()
    {
        double[] u = [.. program.Costs.Select(c => -Math.Log(c))];
        if (Burden is ResistanceBurden) return u;
        RateProgram total = new(program.Graph, RateObjective.Resistance, costs: program.Costs);
        Landscape landscape = new(total, new ResistanceBurden(total), growth: false);
        int step = 0;
        new Lbfgs(landscape, u).Run(decrease => ++step >= 20 || (step > 1 && decrease < 1e-3));
        Iterations += step;
        return u;
    }

    private void Record(Landscape landscape)
    {
        double value = Math.Exp(_sign * landscape.LogValue), bound = landscape.Bound();
        bool feasible = program.Objective != RateObjective.Communications || landscape.LogExcess <= 0;
        if (feasible && (Rates.Length == 0 || _sign * value < _sign * Value)) (Value, Rates) = (value, [.. landscape.Rates]);
        if (Dual is null || _sign * bound > _sign * Bound) (Bound, Dual) = (bound, Burden.Capture());
    }
}
