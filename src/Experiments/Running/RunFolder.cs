using System.Text.RegularExpressions;
using Gossip.Core;
using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>
/// The folder of a run and the names of its files. A new run in the folder of an earlier one replaces the files of these
/// names and touches no others.
/// </summary>
public sealed partial class RunFolder(string path)
{
    /// <summary>The resolved experiment.</summary>
    public const string Experiment = "experiment.yaml";

    /// <summary>How it ended, in numbers.</summary>
    public const string Summary = "summary.json";

    /// <summary>What was measured, one row a time.</summary>
    public const string Metrics = "metrics.csv";

    /// <summary>Where a cluster in real time stood, one row a time.</summary>
    public const string Cluster = "cluster.csv";

    /// <summary>The folder of the nodes' checkpoints, while a cluster runs.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>All events.</summary>
    public const string Events = "events.csv";

    /// <summary>The folder of what each process has recorded, while a cluster runs.</summary>
    public const string Recordings = "recordings";

    /// <summary>All rows of all nodes at the end.</summary>
    public const string State = "state.csv";

    /// <summary>The model at the end, where it is a network: the server's, or the mean of the nodes'.</summary>
    public const string Model = "model.safetensors";

    /// <summary>What an online learner said of each round.</summary>
    public const string Predictions = "predictions.csv";

    /// <summary>The picture.</summary>
    public const string Plot = "convergence.svg";

    /// <summary>The metrics as Parquet.</summary>
    public const string ParquetMetrics = "metrics.parquet";

    /// <summary>The metrics for TensorBoard, which wants this ending or one like it.</summary>
    public const string TensorBoard = "metrics.tfevents";

    /// <summary>The picture in dots.</summary>
    public const string PngPlot = "convergence.png";

    /// <summary>The page.</summary>
    public const string Report = "report.html";

    /// <summary>The plan behind optimal rates.</summary>
    public const string Plan = "plan.json";

    /// <summary>The newest checkpoint of an unfinished run.</summary>
    public const string Checkpoint = "checkpoint.bin";

    /// <summary>The checkpoint before that.</summary>
    public const string PreviousCheckpoint = "checkpoint.previous.bin";

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The path of one of its files.</summary>
    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>The name of one of several plans, where graphs take turns.</summary>
    public static string PlanOf(int k, int plans) => plans == 1 ? Plan : $"plan-{k + 1}.json";

    /// <summary>Makes the folder, or tells the user why it cannot be written to.</summary>
    public void Open()
    {
        try
        {
            Directory.CreateDirectory(Path);
            string probe = this[".writable"];
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InputException.At(Path, $"a folder that cannot be written to ({error.Message.TrimEnd('.')})", "a writable output folder");
        }
    }

    /// <summary>Removes what an earlier run left.</summary>
    public void Clear()
    {
        foreach (string file in (string[])[Experiment, Summary, Metrics, Cluster, Events, State, Model, Predictions, ParquetMetrics, TensorBoard, Plot, PngPlot, Report, Checkpoint, PreviousCheckpoint]) File.Delete(this[file]);
        foreach (string plan in Directory.EnumerateFiles(Path, "plan*.json"))
            if (PlanName().IsMatch(System.IO.Path.GetFileName(plan))) File.Delete(plan);
    }

    /// <summary>A run that has ended needs none.</summary>
    public void ForgetCheckpoints()
    {
        File.Delete(this[Checkpoint]);
        File.Delete(this[PreviousCheckpoint]);
    }

    /// <summary>Writes the parameters of a network by their names; nothing where the objective is none.</summary>
    public void WriteModel(IObjective objective, ReadOnlySpan<double> x)
    {
        if (Minibatch.WholeOf(objective) is not INamedParameters network) return;
        double[] vector = x[..network.Dimension].ToArray();
        AtomicFile.WriteBytes(this[Model], to => Safetensors.Write(to, network.Parameters, vector, network.IsSingle));
    }

    /// <summary>Writes one of its files as a whole: nobody ever sees half of it.</summary>
    public void Write(string file, Action<TextWriter> write) => AtomicFile.Write(this[file], write);

    [GeneratedRegex(@"^plan(-\d+)?\.json$")]
    private static partial Regex PlanName();
}
