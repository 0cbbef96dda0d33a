using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gossip.Dashboard.Views;

/// <summary>
/// What a page is told: first the whole, then again and again what is present, with what has been added since. Texts are for people
/// and may hold anything; a page shows them as text.
/// </summary>
public sealed record Update
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new FiniteOrNull() },
    };

    /// <summary>Whether lists below are the whole and not only what is new.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What is present.</summary>
    public required Present Present { get; init; }

    /// <summary>The drawing; null where it has not changed.</summary>
    public Drawing? Drawing { get; init; }

    /// <summary>The names of a point's numbers; null where they have not changed.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What is drawn of them; null where it has not changed.</summary>
    public IReadOnlyList<Chart>? Charts { get; init; }

    /// <summary>Measurements, NaN where a number is not known.</summary>
    public required IReadOnlyList<double[]> Points { get; init; }

    /// <summary>What was told.</summary>
    public required IReadOnlyList<Notice> Notices { get; init; }

    /// <summary>As JSON; numbers that are not finite are null.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    private sealed class FiniteOrNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
