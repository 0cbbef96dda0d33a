using System.Collections.Immutable;

namespace Gossip.Sdp;

/// <summary>What a check of a plan found.</summary>
/// <param name="Complaints">One sentence for everything that does not hold; empty for a valid plan.</param>
/// <param name="Value">The objective, computed anew from rates and edges.</param>
/// <param name="Bound">What the stored dual point proves, computed anew.</param>
/// <param name="Gap">|value − bound| / value of these two.</param>
/// <param name="Compared">Every number that was computed anew; empty where rates or limits already make no sense.</param>
public sealed record Verdict(ImmutableArray<string> Complaints, double Value, double Bound, double Gap, ImmutableArray<Comparison> Compared)
{
    /// <summary>Whether the plan is what it says.</summary>
    public bool Holds => Complaints.IsEmpty;
}
