namespace Gossip.Experiments.Report;

/// <summary>One line of a plot: its name in the legend, its name among the styles, and a value for each x.</summary>
internal sealed record Curve(string Name, string Style, IReadOnlyList<double> Values);
