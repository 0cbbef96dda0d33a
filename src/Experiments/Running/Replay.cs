using System.Text.Json;
using Gossip.Core;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Running;

/// <summary>Runs a run again, from the resolved experiment in its folder, and compares. Writes nothing.</summary>
public static class Replay
{
    /// <summary>Replays the run in a folder.</summary>
    public static ReplayVerdict Of(string path, Action<Progress>? progress = null, CancellationToken stop = default)
    {
        RunFolder folder = new(path);
        foreach (string needed in (string[])[RunFolder.Experiment, RunFolder.Summary, RunFolder.Metrics])
            if (!File.Exists(folder[needed])) throw InputException.At(path, $"no {needed}", "the folder of a run");
        Summary then = ReadSummary(folder[RunFolder.Summary]);
        Setup setup = Setup.Of(Experiment.Read(folder[RunFolder.Experiment]), new() { Folder = folder, Stop = stop });

        using Session session = new(setup, then.StopReason == StopReason.Interrupted ? then.Time : null) { Progressed = progress ?? (_ => { }) };
        if (session.Run(stop) == StopReason.Interrupted) return new(false, "", then.Digest, null, Interrupted: true);
        string digest = session.Runtime.State.Digest();
        string? difference = EventDifference(folder, setup, session.Runtime.Time) ?? MetricDifference(folder, session.Points)
            ?? (digest == then.Digest ? null : $"the final state: digest {then.Digest} in {RunFolder.Summary}, {digest} now");
        return new(difference is null, digest, then.Digest, difference);
    }

    private static string? MetricDifference(RunFolder folder, List<MetricPoint> points)
    {
        int line = 1;
        foreach (string then in File.ReadLines(folder[RunFolder.Metrics]).Skip(1))
        {
            line++;
            if (line - 2 >= points.Count) return $"{RunFolder.Metrics} has rows after the end, from line {line} on: {then}";
            string now = MetricsFile.Line(points[line - 2]);
            if (then != now) return $"{RunFolder.Metrics}, line {line}: '{then}' then, '{now}' now";
        }
        return null;
    }

    private static string? EventDifference(RunFolder folder, Setup setup, double until)
    {
        if (!File.Exists(folder[RunFolder.Events])) return null;
        using IEnumerator<string> now = EventFile.Lines(setup.Swarm, until).GetEnumerator();
        int line = 0;
        foreach (string then in File.ReadLines(folder[RunFolder.Events]))
        {
            line++;
            string? again = now.MoveNext() ? now.Current : null;
            if (then != again) return $"first differing event at {RunFolder.Events}, line {line}: '{then}' then, {(again is null ? "no further event" : $"'{again}'")} now";
        }
        return now.MoveNext() ? $"first differing event at {RunFolder.Events}, line {line + 1}: none then, '{now.Current}' now" : null;
    }

    private static Summary ReadSummary(string path)
    {
        try
        {
            return Summary.FromJson(File.ReadAllText(path));
        }
        catch (JsonException error)
        {
            throw InputException.At(path, "a file that is no summary", $"the summary.json of a run ({error.Message.Split('.')[0]})");
        }
    }
}
