using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gossip.Sdp;

namespace Gossip.Cli.Commands;

/// <summary>What <c>gossip certify</c> prints: every number of a plan beside the same number computed anew.</summary>
internal sealed record CertifyFacts
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required bool Holds { get; init; }
    public required string Plan { get; init; }
    public required string Objective { get; init; }
    public required int Nodes { get; init; }
    public required int Edges { get; init; }

    /// <summary>Null where the rates make no sense.</summary>
    public required double? Value { get; init; }
    public required double? Bound { get; init; }
    public required double? Gap { get; init; }
    public required IReadOnlyList<Comparison> Checked { get; init; }
    public required IReadOnlyList<string> Complaints { get; init; }

    public static CertifyFacts Of(string path, Plan plan, Verdict verdict, IEnumerable<string> contradictions)
    {
        string[] complaints = [.. verdict.Complaints, .. contradictions];
        return new()
        {
            Holds = complaints.Length == 0,
            Plan = path,
            Objective = plan.Program.Objective.ToString().ToLowerInvariant(),
            Nodes = plan.Program.Graph.Nodes,
            Edges = plan.Program.Graph.Edges.Length,
            Value = Finite(verdict.Value),
            Bound = Finite(verdict.Bound),
            Gap = Finite(verdict.Gap),
            Checked = [.. verdict.Compared.Where(c => double.IsFinite(c.Claimed) && double.IsFinite(c.Computed))],
            Complaints = complaints,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public string ToText()
    {
        List<string> lines = [$"{Plan}: {Objective} on {Nodes} nodes and {Edges} edges"];
        if (Checked.Count > 0) lines.Add($"  {"",-16}{"the plan says",-25}computed anew");
        foreach (Comparison c in Checked) lines.Add($"  {c.Name,-16}{Number(c.Claimed),-25}{Number(c.Computed)}{(c.Agrees ? "" : "   differs")}");
        lines.Add(Holds
            ? $"holds: the bound is proven, and the value is within {(Gap ?? 0).ToString("G3", CultureInfo.InvariantCulture)} of it, relatively"
            : $"does not hold: {Complaints.Count} complaint{(Complaints.Count == 1 ? "" : "s")}");
        return string.Join('\n', lines);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Number(double value) => value.ToString("G15", CultureInfo.InvariantCulture);
}
