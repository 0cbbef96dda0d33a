using System.Text.Json;
using System.Text.Json.Serialization;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Sweeps;

/// <summary>What a cell came to.</summary>
internal sealed record CellResult
{
    private static readonly JsonSerializerOptions s_options = new(Running.Summary.Options) { WriteIndented = false };

    /// <summary>How it ended.</summary>
    public required Summary Summary { get; init; }

    /// <summary>What it was measured by.</summary>
    [JsonPropertyName("measure")]
    public required string MeasureName { get; init; }

    /// <summary>What that was to reach; NaN where nothing was said.</summary>
    public required double Target { get; init; }

    /// <summary>The first measurement that reached it; null where none did.</summary>
    public required CurvePoint? Reached { get; init; }

    /// <summary>The last measurement.</summary>
    public required CurvePoint Last { get; init; }

    /// <summary>What is kept of all of them.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>What it was measured by.</summary>
    [JsonIgnore]
    public Measure Measure => Measure.All.First(m => m.Name == MeasureName);

    /// <summary>Sums up a run.</summary>
    public static CellResult Of(Summary summary, Measure measure, double? target, IReadOnlyList<CurvePoint> points)
    {
        CurvePoint? reached = null;
        if (target is { } wanted)
            foreach (CurvePoint point in points)
                if (measure.Reaches(point.Value, wanted))
                {
                    reached = point;
                    break;
                }
        return new()
        {
            Summary = summary,
            MeasureName = measure.Name,
            Target = target ?? double.NaN,
            Reached = reached,
            Last = points[^1],
            Curve = CellCurve.Thin(points),
        };
    }

    /// <summary>As one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_options);

    /// <summary>Reads what <see cref="ToJson"/> wrote; null where it did not.</summary>
    public static CellResult? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<CellResult>(File.ReadAllText(path), s_options);
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }
}
