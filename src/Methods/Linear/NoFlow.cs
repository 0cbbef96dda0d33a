using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace Gossip.Methods.Linear;

/// <summary>F(Δt) = I: nothing moves between events.</summary>
public sealed unsafe class NoFlow : Flow
{
    /// <inheritdoc/>
    public override ImmutableArray<(int Row, int Column)> Pattern => [];

    /// <inheritdoc/>
    public override void Evaluate(Vector512<double> spans, double* entries)
    {
    }
}
