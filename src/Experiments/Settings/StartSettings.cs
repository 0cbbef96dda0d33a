using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>start</c>.</summary>
/// <param name="Kind"><c>zero</c>: every row but x is zero; <c>gradient</c>: one local gradient makes a warm start.</param>
/// <param name="From">Where x₀ comes from: <c>auto</c>, <c>origin</c>, or a CSV file with one row per node.</param>
public sealed record StartSettings(string Kind, string From)
{
    /// <summary>The problem's own x₀ where it comes with one, the origin otherwise.</summary>
    public const string Auto = "auto";

    /// <summary>x₀ = 0.</summary>
    public const string Origin = "origin";

    /// <summary>Every row but x is zero.</summary>
    public const string Zero = "zero";

    /// <summary>Rows are filled from one local gradient.</summary>
    public const string Gradient = "gradient";

    internal static StartSettings Read(Section start, bool isWord)
    {
        string kind = start.Text("kind", Zero, "zero, gradient, or a file with one row per node")!;
        string? from = start.Text("from", null, "auto, origin, or a file with one row per node");
        if (kind is Zero or Gradient) return new(kind, start.Fill("from", from ?? (isWord && kind == Zero ? Origin : Auto)));
        if (from is not null) start.Refuse("kind", "zero or gradient");
        start.Fill("kind", Zero);
        return new(Zero, start.Fill("from", kind));
    }
}
