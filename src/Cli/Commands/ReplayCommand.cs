using System.CommandLine;
using Gossip.Experiments.Running;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip replay</c>.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder of a run." };

    public static Command Create()
    {
        Command command = new("replay", "Run a run again and say whether it is equal to the bit, and if not where it first differs.") { Folder, Options.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string folder = parsed.GetValue(Folder)!;
        Options.RefuseAsArgument(folder, parsed.CommandResult.Command);
        using Interruption interruption = new();
        using ProgressView view = new();
        ReplayVerdict verdict = view.Show("replay", "reading", told => Replay.Of(folder, progress => told(ProgressView.Words(progress)), interruption.Token));
        Console.Out.WriteLine(parsed.GetValue(Options.Json) ? verdict.ToJson() : verdict.Text);
        return verdict.Interrupted ? ExitCode.Interrupted : verdict.Equal ? ExitCode.Done : ExitCode.Failed;
    }
}
