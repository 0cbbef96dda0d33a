using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gossip.Experiments.Running;

/// <summary>Whether a run came out again bit by bit.</summary>
/// <param name="Equal">Whether events, metrics and the final state are the same.</param>
/// <param name="Digest">The digest of the run again.</param>
/// <param name="Expected">The digest in its summary.</param>
/// <param name="FirstDifference">Where it first differs, in words; null where it does not.</param>
/// <param name="Interrupted">Whether somebody stopped it before it could tell.</param>
public sealed record ReplayVerdict(bool Equal, string Digest, string Expected, string? FirstDifference, bool Interrupted = false)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One sentence.</summary>
    public string Text =>
        Interrupted ? "interrupted"
        : Equal ? $"bit-equal: {Digest}"
        : $"not bit-equal: {FirstDifference}";

    /// <summary>As one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(new { Equal, Digest, Expected, FirstDifference, Interrupted }, Options);
}
