using System.Diagnostics;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Spectre.Console;
using Progress = Gossip.Experiments.Running.Progress;

namespace Gossip.Cli;

/// <summary>Progress on standard error: a live line on a terminal, plain lines now and then anywhere else.</summary>
internal sealed class ProgressView : IDisposable
{
    private const double PlainSeconds = 5;
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly bool _live = !Console.IsErrorRedirected;
    private long _told = Stopwatch.GetTimestamp();

    /// <summary>Runs some work and shows what it tells.</summary>
    public T Show<T>(string name, Func<Action<Progress>, T> work)
    {
        if (!_live) return work(progress => TellPlainly(name, progress));
        return _console.Status().Start(Markup.Escape($"{name}: reading"), status => work(progress => status.Status = Markup.Escape(Line(name, progress))));
    }

    /// <summary>Says something that stays.</summary>
    public void Note(string text)
    {
        if (_live) _console.MarkupLineInterpolated($"note: {text}");
        else Console.Error.WriteLine($"note: {text}");
    }

    public void Dispose() => Console.Error.Flush();

    private void TellPlainly(string name, Progress progress)
    {
        if (Stopwatch.GetElapsedTime(_told).TotalSeconds < PlainSeconds) return;
        _told = Stopwatch.GetTimestamp();
        Console.Error.WriteLine(Line(name, progress));
    }

    private static string Line(string name, Progress p) =>
        $"{name}: time {Plain.Number(p.Time)}, error {Plain.Number(p.Error)}, {Display.Count((long)p.EventsPerSecond)} events/s{(p.Remaining is { } seconds ? $", {Duration(seconds)} to go" : "")}";

    private static string Duration(double seconds) => seconds switch
    {
        < 99.5 => $"{seconds:0} s",
        < 5970 => $"{seconds / 60:0} min",
        < 356400 => $"{seconds / 3600:0} h",
        _ => $"{seconds / 86400:0} days",
    };
}
