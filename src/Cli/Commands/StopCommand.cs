using System.CommandLine;
using System.Text.Json;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip stop</c>.</summary>
internal static class StopCommand
{
    public static Command Create()
    {
        Command command = new("stop", "End a running cluster in good order: all its processes save, leave and end with code 0.");
        OutsideOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed) => OutsideOptions.Visit(parsed, null, async (visit, stop) =>
    {
        string[] all = [.. (await visit.Ask(allRows: false, stop).ConfigureAwait(false)).Select(r => r.Name)];
        IReadOnlyList<string> left = await visit.Stop(stop).ConfigureAwait(false);
        if (parsed.GetValue(OutsideOptions.Json)) Console.Out.WriteLine(JsonSerializer.Serialize(new { stopped = all.Except(left), left }));
        else Console.Out.WriteLine($"stopped: {(all.Length == 1 ? "1 process has" : $"{all.Length - left.Count} processes have")} left");
        if (left.Count == 0) return ExitCode.Done;
        Console.Error.WriteLine($"error: {string.Join(", ", left)} still there after a minute");
        return ExitCode.Failed;
    });
}
