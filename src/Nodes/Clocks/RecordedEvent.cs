namespace Gossip.Nodes.Clocks;

/// <summary>A gradient event of node I (J = −1), or an exchange of nodes I and J.</summary>
public readonly record struct RecordedEvent(double Time, int I, int J)
{
    /// <summary>A gradient event.</summary>
    public static RecordedEvent Gradient(double time, int node) => new(time, node, -1);

    /// <summary>An exchange.</summary>
    public static RecordedEvent Exchange(double time, int i, int j) => new(time, i, j);
}
