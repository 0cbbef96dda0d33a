namespace Gossip.Sdp;

/// <summary>A number of a plan beside the same number computed anew.</summary>
/// <param name="Name">Its name, as in the plan file.</param>
/// <param name="Claimed">What the plan says.</param>
/// <param name="Computed">What it is.</param>
/// <param name="Agrees">Whether both are the same but for rounding.</param>
public readonly record struct Comparison(string Name, double Claimed, double Computed, bool Agrees);
