namespace Gossip.Nodes.Simulated;

/// <summary>The time that a run would have taken on imagined machines; the unit is a gradient on a node of speed 1.</summary>
public abstract class WallClock
{
    /// <summary>When all that happens by a time of the method would be done. To be asked for times that never fall.</summary>
    public abstract double At(double time);
}
