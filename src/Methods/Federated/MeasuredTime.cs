using Gossip.Core;

namespace Gossip.Methods.Federated;

/// <summary>T is one of the times that were measured of the client, each as likely as the others.</summary>
/// <param name="Measured">The times of each client, at least one each.</param>
public sealed record MeasuredTime(IReadOnlyList<IReadOnlyList<double>> Measured) : TimeLaw
{
    /// <inheritdoc/>
    public override bool IsRandom => Measured.Any(times => times.Distinct().Count() > 1);

    /// <inheritdoc/>
    public override double Mean(int client, double time) => Measured[client].Average();

    /// <inheritdoc/>
    public override double Draw(int client, double time, ref Draws draws) => Measured[client][draws.Below(Measured[client].Count)];

    /// <inheritdoc/>
    public override double? Ticks(int client, double time, double interval, int rounds) => rounds > 1
        ? null
        : Measured[client].Average(each => new FixedTime().Ticks(client, each, interval, 1)!.Value);
}
