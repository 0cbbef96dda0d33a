namespace Gossip.Methods.Federated;

/// <summary>x −= ηg.</summary>
public sealed record Sgd : LocalOptimizer
{
    /// <inheritdoc/>
    public override int Rows => 0;

    /// <inheritdoc/>
    public override void Step(double rate, int step, Span<double> x, ReadOnlySpan<double> g, Span<double> rows) => Vectors.Add(-rate, g, x);
}
