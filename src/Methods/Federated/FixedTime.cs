using Gossip.Core;

namespace Gossip.Methods.Federated;

/// <summary>T is always the nominal time.</summary>
public sealed record FixedTime : TimeLaw
{
    /// <summary>Times that differ by less are the same time: 0.6/0.2 is meant to be 3.</summary>
    private const double Slack = 1e-9;

    /// <inheritdoc/>
    public override bool IsRandom => false;

    /// <inheritdoc/>
    public override double Draw(int client, double time, ref Draws draws) => time;

    /// <inheritdoc/>
    public override double? Ticks(int client, double time, double interval, int rounds) => Math.Max(1, Math.Ceiling(rounds * time / interval - Slack));
}
