using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gossip.Nodes.Live;

/// <summary>An edge as a short array of JSON, since control messages are of limited length and complete graphs have many: what is measured in six digits, null for NaN.</summary>
internal sealed class EdgeReportJson : JsonConverter<EdgeReport>
{
    public override EdgeReport Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        double[] cells = new double[7];
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("an edge is an array");
        for (int c = 0; c < cells.Length; c++)
        {
            reader.Read();
            cells[c] = reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();
        }
        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray) throw new JsonException("an edge has seven numbers");
        return new((int)cells[0], cells[1], (long)cells[2], cells[3], (int)cells[4]) { Deadline = cells[5], Disagreement = cells[6] };
    }

    public override void Write(Utf8JsonWriter writer, EdgeReport value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Peer);
        writer.WriteNumberValue(value.Rate);
        writer.WriteNumberValue(value.Exchanges);
        Short(writer, value.RoundTrip);
        writer.WriteNumberValue(value.Waiting);
        Short(writer, value.Deadline);
        Short(writer, value.Disagreement);
        writer.WriteEndArray();
    }

    private static void Short(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteRawValue(value.ToString("G6", CultureInfo.InvariantCulture));
        else writer.WriteNullValue();
    }
}
