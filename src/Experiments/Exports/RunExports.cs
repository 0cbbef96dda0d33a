using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;

namespace Gossip.Experiments.Exports;

/// <summary>What <c>record.formats</c> and <c>record.pictures</c> ask for beside CSV and SVG, made from a run's folder when the run is over.</summary>
internal static class RunExports
{
    /// <summary>Refuses, before the run, what this machine cannot do.</summary>
    public static void Check(Experiment experiment)
    {
        if (!experiment.Record.Pictures.Contains(RecordSettings.Png)) return;
        try
        {
            PngFile.Check();
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or FileNotFoundException)
        {
            throw InputException.At(experiment.Place("record", "pictures"), $"'{RecordSettings.Png}'", $"{RecordSettings.Svg}: libSkiaSharp cannot be loaded on this machine");
        }
    }

    /// <summary>Writes the files.</summary>
    public static void Write(RecordSettings record, RunFolder folder)
    {
        MetricsTable? table = record.Formats.Any(format => format != RecordSettings.Csv) ? MetricsTable.Read(folder[RunFolder.Metrics]) : null;
        if (record.Formats.Contains(RecordSettings.Parquet)) table!.ToParquet().Write(folder[RunFolder.ParquetMetrics]);
        if (record.Formats.Contains(RecordSettings.TensorBoard)) TensorBoardFile.Write(folder[RunFolder.TensorBoard], table!);
        if (record.Pictures.Contains(RecordSettings.Png)) PngFile.Write(folder[RunFolder.PngPlot], folder[RunFolder.Plot]);
    }
}
