using System.CommandLine;
using Gossip.Experiments;
using Gossip.Experiments.Processes;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;

namespace Gossip.Cli.Commands;

/// <summary>Runs an experiment, shows how it goes, and says how it ended: what <c>gossip run</c> and <c>gossip cluster</c> share.</summary>
internal static class Execution
{
    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "Override a key of the file, such as --set problem.l2=0.1. May be given many times.",
        HelpName = "key.path=value",
    };

    public static readonly Option<string?> Out = new("--out")
    {
        Description = "The output folder; runs/<name> if not given.",
        HelpName = "DIR",
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print the summary as one JSON object on standard output, everything else on standard error." };

    public static int Run(Experiment experiment, string folder, bool resume, bool json, ClusterLaunch? cluster = null)
    {
        using Interruption interruption = new();
        using ProgressView view = new();
        RunResult result = view.Show(experiment.Name, "reading", told => Runner.Run(experiment, new()
        {
            Folder = folder,
            Resume = resume,
            Progress = progress => told(ProgressView.Words(progress)),
            Planning = told,
            Notice = view.Note,
            Cluster = (cluster ?? new() { Command = OwnCommand() }) with
            {
                Told = line =>
                {
                    view.Line(line);
                    cluster?.Told(line);
                },
            },
            Stop = interruption.Token,
        }));
        Print(result.Summary, json);
        return result.Summary.StopReason switch
        {
            StopReason.Diverged or StopReason.LostQuorum => ExitCode.Failed,
            StopReason.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Done,
        };
    }

    /// <summary>What starts this program again: itself, or the runtime with its library.</summary>
    public static IReadOnlyList<string> OwnCommand()
    {
        string library = typeof(Execution).Assembly.Location;
        bool isSelf = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "gossip" || library.Length == 0;
        if (isSelf) return [Environment.ProcessPath!];
        bool isRuntime = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return [isRuntime ? Environment.ProcessPath! : "dotnet", library];
    }

    private static void Print(Summary summary, bool json)
    {
        string folder = Shown(summary.Folder);
        if (summary.StopReason is StopReason.Diverged or StopReason.LostQuorum) Console.Error.WriteLine($"error: {summary.Name} {summary.Outcome}; what it recorded is in {folder}");
        if (summary.StopReason == StopReason.Interrupted)
            Console.Error.WriteLine($"{summary.Name} {summary.Outcome}; {(summary.Cluster is null ? $"go on with: gossip run --resume {folder}" : $"what it recorded is in {folder}")}");
        if (json)
        {
            Console.Out.WriteLine(summary.ToJson());
            return;
        }
        if (summary.StopReason is StopReason.Diverged or StopReason.LostQuorum or StopReason.Interrupted) return;
        Console.Out.WriteLine($"{summary.Name}: {summary.Outcome}");
        if (summary.RoundsPerSecond is not null) PrintOnline(summary);
        else if (summary.Rounds is { } rounds) PrintFederated(summary, rounds);
        else PrintGossip(summary);
        if (summary.Cluster is { } c)
            Console.Out.WriteLine($"  processes       {c.ProcessesAlive} of {c.Processes} at the end, {c.Deaths} died, {c.Restarts} restarted; unit {Plain.Number(c.Unit * 1e3)} ms, margin {Plain.Number(c.Margin)}");
        Console.Out.WriteLine($"  digest          {summary.Digest[..Math.Min(16, summary.Digest.Length)]}");
        Console.Out.WriteLine($"report: {Shown(Path.Combine(summary.Folder, RunFolder.Report))}");
    }

    private static void PrintGossip(Summary summary)
    {
        Console.Out.WriteLine($"  gradients       {Display.Count(summary.Gradients)}");
        Console.Out.WriteLine($"  communications  {Display.Count(summary.Communications)}");
        if (summary.Loss is { } loss) Console.Out.WriteLine($"  loss            {Plain.Number(loss)}, consensus distance {Plain.Number(summary.ConsensusDistance)}");
        PrintAccuracy(summary);
        if (summary.Loss is null) Console.Out.WriteLine($"  rate            {(summary.MeasuredRate is { } measured ? Plain.Number(measured) : "-")} measured, {(summary.PredictedRate is { } proven ? Plain.Number(proven) : "none")} proven");
        Console.Out.WriteLine($"  speed           {Display.Count((long)summary.EventsPerSecond)} events/s ({summary.Runtime})");
    }

    private static void PrintFederated(Summary summary, long rounds)
    {
        Console.Out.WriteLine($"  rounds          {Display.Count(rounds)}, of {Display.Count(summary.Updates!.Value)} updates");
        Console.Out.WriteLine($"  loss            {Plain.Number(summary.Loss!.Value)}");
        PrintAccuracy(summary);
        if (summary.SurrogateOptimumDistance is { } distance) Console.Out.WriteLine($"  surrogate       its optimum is {Plain.Number(distance)} away from the true one");
        Console.Out.WriteLine($"  speed           {Display.Count((long)summary.EventsPerSecond)} updates/s ({summary.Runtime})");
    }

    private static void PrintAccuracy(Summary summary)
    {
        if (summary.Accuracy is null && summary.TestAccuracy is null) return;
        string own = summary.Accuracy is { } accuracy ? $"{Plain.Number(accuracy)} on the nodes' rows" : "";
        string test = summary.TestAccuracy is { } held ? $"{Plain.Number(held)} on the test set" : "";
        Console.Out.WriteLine($"  accuracy        {own}{(own.Length > 0 && test.Length > 0 ? ", " : "")}{test}");
    }

    private static void PrintOnline(Summary summary)
    {
        static string Number(double? value) => value is { } known ? Plain.Number(known) : "-";
        Console.Out.WriteLine($"  regret          {Number(summary.Regret)}, in hindsight {Number(summary.RegretHindsight)}, dynamic {Number(summary.DynamicRegret)}");
        if (summary.RegretAlone is { } alone)
        {
            Console.Out.WriteLine($"  of the nodes    {Number(summary.RegretLeast)} to {Number(summary.RegretMost)}; without gossip {Number(alone)}, dynamic {Number(summary.DynamicRegretAlone)}");
            Console.Out.WriteLine($"  communications  {Display.Count(summary.Communications)}, {Display.Count(summary.BytesSent)} bytes; consensus distance {Plain.Number(summary.ConsensusDistance)}");
            Console.Out.WriteLine($"  speed           {Display.Count((long)summary.EventsPerSecond)} rounds/s ({summary.Runtime})");
            return;
        }
        Console.Out.WriteLine($"  proven          {Number(summary.Bound)} on average{(summary.PathInequality is { } holds ? $"; path-wise inequality {(holds ? "holds" : "VIOLATED")}" : "")}");
        Console.Out.WriteLine($"  environment     sigma2 {Number(summary.Variance)}, Sigma2 {Number(summary.Variation)}");
        if (summary.SkippedLines > 0) Console.Out.WriteLine($"  skipped         {Display.Count(summary.SkippedLines.Value)} lines");
        Console.Out.WriteLine($"  speed           {Display.Count((long)summary.EventsPerSecond)} rounds/s");
    }

    private static string Shown(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
