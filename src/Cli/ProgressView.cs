using System.Diagnostics;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Experiments.Sweeps;
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

    /// <summary>Runs some work and shows what it tells, at first <paramref name="first"/>.</summary>
    public T Show<T>(string name, string first, Func<Action<string>, T> work)
    {
        if (!_live) return work(text => TellPlainly($"{name}: {text}"));
        return _console.Status().Start(Markup.Escape($"{name}: {first}"), status => work(text => status.Status = Markup.Escape($"{name}: {text}")));
    }

    /// <summary>Says something that stays.</summary>
    public void Note(string text)
    {
        if (_live) _console.MarkupLineInterpolated($"note: {text}");
        else Console.Error.WriteLine($"note: {text}");
    }

    /// <summary>Says a line as it stands.</summary>
    public void Line(string text)
    {
        if (_live) _console.MarkupLineInterpolated($"{text}");
        else Console.Error.WriteLine(text);
    }

    public void Dispose() => Console.Error.Flush();

    private void TellPlainly(string line)
    {
        if (Stopwatch.GetElapsedTime(_told).TotalSeconds < PlainSeconds) return;
        _told = Stopwatch.GetTimestamp();
        Console.Error.WriteLine(line);
    }

    /// <summary>How far a run is, in words.</summary>
    public static string Words(Progress p) => p is { IsOnline: true, Cluster: null }
        ? $"round {Display.Count((long)p.Time)}, mean loss {Plain.Number(p.Error)}, {Display.Count((long)p.EventsPerSecond)} rounds/s{(p.Remaining is { } left ? $", {Duration(left)} to go" : "")}"
        : p.Cluster is { } cluster ? Words(p, cluster)
        : $"time {Plain.Number(p.Time)}, {(p.IsLoss ? "loss" : "error")} {Plain.Number(p.Error)}, {Display.Count((long)p.EventsPerSecond)} {(p.IsFederated ? "updates" : "events")}/s{(p.Remaining is { } seconds ? $", {Duration(seconds)} to go" : "")}";

    /// <summary>How far a sweep is, in words.</summary>
    public static string Words(SweepProgress p) =>
        $"{Display.Count(p.Done)} of {Display.Count(p.Cells)} cells{(p.Failed > 0 ? $", {p.Failed} could not run" : "")}{(p.Remaining is { } seconds ? $", {Duration(seconds)} to go" : "")}, now {p.Running}";

    private static string Words(Progress p, ClusterState c) =>
        $"time {Plain.Number(p.Time)}, {(p.IsLoss ? "loss" : "error")} {Plain.Number(p.Error)}{(c.Nodes < c.AllNodes && !p.IsLoss ? $" ({Plain.Number(c.ErrorOfAll)} from the optimum of all)" : "")}, unit {Plain.Number(c.Unit * 1e3)} ms, margin {Plain.Number(c.Margin)}, "
        + $"{Display.Count((long)p.EventsPerSecond)} {(p.IsFederated ? "updates" : p.IsOnline ? "rounds" : "events")}/s, {c.Nodes} of {c.AllNodes} {(p.IsFederated ? "clients" : "nodes")} in {c.Processes} processes{(c.Paused.Length > 0 ? $", {c.Paused}" : "")}";

    private static string Duration(double seconds) => seconds switch
    {
        < 99.5 => $"{seconds:0} s",
        < 5970 => $"{seconds / 60:0} min",
        < 356400 => $"{seconds / 3600:0} h",
        _ => $"{seconds / 86400:0} days",
    };
}
