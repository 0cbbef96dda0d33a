using System.Text.Json;
using System.Text.Json.Serialization;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Sweeps;

/// <summary>Where a cell stood at one moment. Numbers that nobody knows are NaN.</summary>
/// <param name="Time">Virtual time, or the round of methods in rounds and of learners.</param>
/// <param name="Gradients">Gradients so far.</param>
/// <param name="Communications">Exchanges, or updates of clients.</param>
/// <param name="WallTime">Simulated wall time.</param>
/// <param name="Bytes">Bytes sent.</param>
/// <param name="Value">What is measured.</param>
[JsonConverter(typeof(AsArray))]
internal readonly record struct CurvePoint(double Time, double Gradients, double Communications, double WallTime, double Bytes, double Value)
{
    /// <summary>A measurement of a run, by one of its measures.</summary>
    public static CurvePoint Of(MetricPoint p, Measure measure) => new(p.Time, p.Gradients, p.Communications, p.WallTime, p.Bytes == 0 && p.Communications > 0 ? double.NaN : p.Bytes, measure.Name switch
    {
        "error" => p.Error,
        "suboptimality" => p.Suboptimality,
        "consensus" => p.ConsensusDistance,
        "loss" => p.Score.Loss,
        "accuracy" => p.Score.Accuracy,
        "test-loss" => p.Score.TestLoss,
        "test-accuracy" => p.Score.TestAccuracy,
        _ => double.NaN,
    });

    /// <summary>Six numbers, null where one is not known: files of cells hold many.</summary>
    private sealed class AsArray : JsonConverter<CurvePoint>
    {
        public override CurvePoint Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            double[] n = JsonSerializer.Deserialize<double[]>(ref reader, options)!;
            return n.Length == 6 ? new(n[0], n[1], n[2], n[3], n[4], n[5]) : throw new JsonException("six numbers");
        }

        public override void Write(Utf8JsonWriter writer, CurvePoint p, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, (double[])[p.Time, p.Gradients, p.Communications, p.WallTime, p.Bytes, p.Value], options);
    }
}
