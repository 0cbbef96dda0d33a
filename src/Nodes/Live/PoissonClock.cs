using Akka.Actor;
using Gossip.Core;

namespace Gossip.Nodes.Live;

/// <summary>A Poisson clock: whom it tells what, and how often.</summary>
/// <param name="stream">Its random numbers, drawn in order from <paramref name="position"/> on.</param>
/// <param name="position">How many of them have been used.</param>
/// <param name="rate">Ticks per unit of time, &gt; 0.</param>
/// <param name="node">The node's actor.</param>
/// <param name="tick">What it is told.</param>
internal sealed class PoissonClock(CounterStream stream, long position, double rate, IActorRef node, object tick)
{
    private Draws _draws = stream.From(position);

    public IActorRef Node { get; } = node;

    public object Tick { get; } = tick;

    /// <summary>The tick after <paramref name="time"/>.</summary>
    public double After(double time) => time - Math.Log(_draws.Uniform()) / rate;
}
