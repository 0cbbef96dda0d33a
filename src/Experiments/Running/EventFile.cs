using System.Globalization;
using Gossip.Core;
using Gossip.Nodes;
using Gossip.Nodes.Clocks;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>events.csv: <c>time,event,i,j</c>, an event being a <c>gradient</c> of node i or an <c>exchange</c> of i and j.</summary>
public static class EventFile
{
    internal const string Header = "time,event,i,j";

    /// <summary>Writes all events of a swarm earlier than <paramref name="until"/>.</summary>
    public static void Write(TextWriter text, Swarm swarm, double until)
    {
        foreach (string line in Lines(swarm, until)) text.WriteLine(line);
    }

    /// <summary>The lines of such a file.</summary>
    public static IEnumerable<string> Lines(Swarm swarm, double until) => EventLog.Of(swarm, until).Select(Line).Prepend(Header);

    /// <summary>
    /// Writes what several processes have recorded as one file, in order of time. A line that a killed process left
    /// unfinished is dropped.
    /// </summary>
    public static void Merge(TextWriter text, IEnumerable<string> paths)
    {
        List<RecordedEvent> events = [];
        foreach (string path in paths)
            foreach (string line in WholeLines(path).Skip(1)) events.Add(Parse(line, path));
        text.WriteLine(Header);
        foreach (RecordedEvent e in events.Order(Comparer<RecordedEvent>.Create((a, b) => a.Time.CompareTo(b.Time)))) text.WriteLine(Line(e));
    }

    /// <summary>Reads events to be replayed; they must be in order of time and on the schedule's edges.</summary>
    public static RecordedClocks ReadClocks(string path, Schedule schedule)
    {
        if (!File.Exists(path)) throw InputException.At(path, "no such file", $"a CSV file {Header}");
        List<RecordedEvent> events = [];
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            string place = $"{path}, line {line}";
            if (line == 1)
            {
                if (text.Trim() != Header) throw InputException.At(place, $"'{text}'", $"the header {Header}");
                continue;
            }
            if (string.IsNullOrWhiteSpace(text)) continue;
            RecordedEvent e = Parse(text, place);
            if (events.Count > 0 && e.Time < events[^1].Time) throw InputException.At(place, $"time {text.Split(',')[0]} after a later one", "events in order of time");
            if (Math.Max(e.I, e.J) >= schedule.Nodes) throw InputException.At(place, $"node {Math.Max(e.I, e.J)}", $"nodes below {schedule.Nodes}");
            if (e.J >= 0 && schedule.Union.IndexOf(e.I, e.J) < 0) throw InputException.At(place, $"an exchange of {e.I} and {e.J}", "an edge of the graph");
            events.Add(e);
        }
        return RecordedClocks.From(events);
    }

    internal static string Line(RecordedEvent e) => e.J < 0
        ? string.Create(CultureInfo.InvariantCulture, $"{e.Time},gradient,{e.I},")
        : string.Create(CultureInfo.InvariantCulture, $"{e.Time},exchange,{e.I},{e.J}");

    private static IEnumerable<string> WholeLines(string path)
    {
        using StreamReader reader = new(path);
        string? last = null;
        while (reader.ReadLine() is { } line)
        {
            if (last is not null) yield return last;
            last = line;
        }
        if (last is not null && EndsWithNewLine(path)) yield return last;
    }

    private static bool EndsWithNewLine(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    private static RecordedEvent Parse(string text, string place)
    {
        string[] cells = text.Split(',', StringSplitOptions.TrimEntries);
        if (cells.Length != 4) throw InputException.At(place, $"{cells.Length} columns", "4");
        if (!double.TryParse(cells[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double time) || !double.IsFinite(time) || time < 0)
            throw InputException.At(place, $"time '{cells[0]}'", "a number ≥ 0");
        int i = Node(cells[2]);
        return cells[1] switch
        {
            "gradient" when cells[3] == "" => RecordedEvent.Gradient(time, i),
            "gradient" => throw InputException.At(place, $"j = '{cells[3]}'", "nothing: a gradient is one node's"),
            "exchange" when Node(cells[3]) is int j && j != i => RecordedEvent.Exchange(time, i, j),
            "exchange" => throw InputException.At(place, $"an exchange of {i} with itself", "two different nodes"),
            string other => throw InputException.At(place, $"event '{other}'", "gradient or exchange"),
        };

        int Node(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int node)
            ? node : throw InputException.At(place, $"node '{cell}'", "a whole number ≥ 0");
    }
}
