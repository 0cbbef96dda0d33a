using System.Globalization;
using Gossip.Experiments.Report;
using static Gossip.Experiments.Running.Cell;

namespace Gossip.Experiments.Running;

/// <summary>metrics.csv of a gossip run.</summary>
public static class MetricsFile
{
    /// <summary>Its columns.</summary>
    public static PointFormat<MetricPoint> Format { get; } = new(
        "time,gradients,communications,error,mean_squared_distance,suboptimality,consensus_distance,bound,loss,accuracy,test_loss,test_accuracy,wall_time,bytes",
        p => string.Create(CultureInfo.InvariantCulture,
            $"{p.Time},{p.Gradients},{p.Communications},{OrNothing(p.Error)},{OrNothing(p.MeanSquaredDistance)},{OrNothing(p.Suboptimality)},{p.ConsensusDistance},{OrNothing(p.Bound)},{OrNothing(p.Score.Loss)},{OrNothing(p.Score.Accuracy)},{OrNothing(p.Score.TestLoss)},{OrNothing(p.Score.TestAccuracy)},{OrNothing(p.WallTime)},{p.Bytes}"),
        (x, n) => new(x[0], n[1], n[2], x[3], x[4], x[5], x[6], x[7]) { Score = new(x[8], x[9], x[10], x[11]), WallTime = x[12], Bytes = n[13] });
}
