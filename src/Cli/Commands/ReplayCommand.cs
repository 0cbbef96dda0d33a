using System.CommandLine;
using Gossip.Experiments.Running;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip replay</c>.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder of a run." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object." };

    public static Command Create()
    {
        Command command = new("replay", "Run a run again and say whether it is equal to the bit, and if not where it first differs.") { Folder, Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string folder = parsed.GetValue(Folder)!;
        Options.RefuseAsArgument(folder, parsed.CommandResult.Command);
        using Interruption interruption = new();
        using ProgressView view = new();
        ReplayVerdict verdict = view.Show("replay", told => Replay.Of(folder, told, interruption.Token));
        Console.Out.WriteLine(parsed.GetValue(Json) ? verdict.ToJson() : verdict.Text);
        return verdict.Interrupted ? ExitCode.Interrupted : verdict.Equal ? ExitCode.Done : ExitCode.Failed;
    }
}
