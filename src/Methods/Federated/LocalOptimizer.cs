namespace Gossip.Methods.Federated;

/// <summary>How a direction becomes a step of a client's model. Vectors are padded to whole registers of eight.</summary>
public abstract record LocalOptimizer
{
    /// <summary>Vectors of state beside the model; all zero at the start of a local round.</summary>
    public abstract int Rows { get; }

    /// <summary>Takes a step: changes <paramref name="x"/> and <paramref name="rows"/>, allocates nothing.</summary>
    /// <param name="rate">η_l.</param>
    /// <param name="step">The number of the step within the local round, from 1 on.</param>
    /// <param name="x">The model.</param>
    /// <param name="g">The direction, uphill.</param>
    /// <param name="rows">The state, row after row, each as long as x.</param>
    public abstract void Step(double rate, int step, Span<double> x, ReadOnlySpan<double> g, Span<double> rows);

    /// <summary>βᵗ by multiplication, with the same bits everywhere.</summary>
    private protected static double Power(double beta, int t)
    {
        double power = 1;
        for (int k = 0; k < t; k++) power *= beta;
        return power;
    }
}
