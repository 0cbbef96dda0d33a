namespace Gossip.Nodes.Live;

/// <summary>Where a node stands.</summary>
/// <param name="Node">Its number.</param>
/// <param name="Time">The time its rows are valid at.</param>
/// <param name="Gradients">Gradients applied.</param>
/// <param name="Exchanges">Exchanges applied at this end.</param>
/// <param name="GradientSeconds">How long a gradient takes, smoothed.</param>
/// <param name="Resends">Offers that were sent again.</param>
/// <param name="Edges">The edges whose clocks live at this node.</param>
/// <param name="Rows">Its estimate x, or all its rows one after another, each of length d; behind them what its objective remembers.</param>
public sealed record NodeReport(
    int Node, double Time, long Gradients, long Exchanges, double GradientSeconds, long Resends, EdgeReport[] Edges, double[] Rows)
{
    /// <summary>Units of time since its last event.</summary>
    public double Staleness { get; init; }
}
