namespace Gossip.Objectives;

/// <summary>The objective of a node that another process holds: here no more is known than that it has d parameters, as all have.</summary>
public sealed class Elsewhere(int dimension) : IObjective
{
    /// <inheritdoc/>
    public int Dimension => dimension;

    /// <summary>Not known.</summary>
    public double Mu => double.NaN;

    /// <summary>Not known.</summary>
    public double L => double.NaN;

    /// <summary>Not to be asked for here.</summary>
    public double Value(ReadOnlySpan<double> x) => throw NotHere();

    /// <summary>Not to be asked for here.</summary>
    public void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient) => throw NotHere();

    private static InvalidOperationException NotHere() => new("the objective of a node of another process");
}
