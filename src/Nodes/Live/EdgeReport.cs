using System.Text.Json.Serialization;

namespace Gossip.Nodes.Live;

/// <summary>Where an edge stands, seen from the end where its clock lives.</summary>
/// <param name="Peer">The other end.</param>
/// <param name="Rate">Planned exchanges per unit of time; 0 where the present epoch does not use the edge.</param>
/// <param name="Exchanges">Exchanges finished in the edge's present life.</param>
/// <param name="RoundTrip">How long one takes, smoothed, seconds.</param>
/// <param name="Waiting">Ticks of the clock that wait because an exchange is under way.</param>
[JsonConverter(typeof(EdgeReportJson))]
public readonly record struct EdgeReport(int Peer, double Rate, long Exchanges, double RoundTrip, int Waiting)
{
    /// <summary>How long an offer waits for its answer before it is sent again, seconds.</summary>
    public double Deadline { get; init; }

    /// <summary>|mᵢ − mⱼ|: how far apart the messages of the two ends were at the last exchange; NaN before the first.</summary>
    public double Disagreement { get; init; }
}
