using System.Globalization;
using System.Text;
using Gossip.Experiments.Outside;
using Gossip.Experiments.Running;

namespace Gossip.Cli.Commands;

/// <summary>What <c>gossip status</c> shows to people.</summary>
internal static class StatusText
{
    /// <summary>Tables longer than this show what is worst.</summary>
    private const int MostRows = 20;

    public static string Of(ClusterStatus status)
    {
        StringBuilder text = new();
        Line(text, $"{status.Members} of {status.Nodes} nodes in {status.Processes.Length} {(status.Processes.Length == 1 ? "process" : "processes")}, epoch {status.Epoch}");
        Line(text, $"time {Plain.Number(status.Time)}, unit {Plain.Number(status.UnitSeconds * 1e3)} ms, margin {Plain.Number(status.Margin)}{(double.IsNaN(status.Error) ? "" : $", error {Plain.Number(status.Error)}")}{(double.IsNaN(status.ConsensusDistance) ? "" : $", consensus distance {Plain.Number(status.ConsensusDistance)}")}");
        if (status.Server is { } server) Line(text, $"server at {server.Process}, term {server.Term}: {server.Rounds} rounds, {server.Updates} updates{(server.Absent.Length > 0 ? $", without clients {server.Absent}" : "")}");
        Table(text, ["process", "nodes", "unit", "margin", "checkpoint", "state"], status.Processes.Select(p =>
            (string[])[p.Name, p.Nodes, $"{Plain.Number(p.UnitSeconds * 1e3)} ms", Plain.Number(p.Margin), double.IsNaN(p.CheckpointAgeSeconds) ? "none" : $"{p.CheckpointAgeSeconds:0} s old", p.State]));
        Table(text, ["node", "process", "gradients", "exchanges", "resends", "gradient"], status.NodeList.OrderByDescending(n => n.Resends).ThenBy(n => n.Node).Take(MostRows).OrderBy(n => n.Node).Select(n =>
            (string[])[$"{n.Node}", n.Process, $"{n.Gradients}", $"{n.Exchanges}", $"{n.Resends}", $"{Plain.Number(n.GradientSeconds * 1e3)} ms"]), status.NodeList.Length);
        Table(text, ["edge", "planned", "realised", "latency", "deadline", "backlog"], status.Edges.OrderBy(e => double.IsNaN(e.RealisedRate) ? 0 : e.RealisedRate / e.PlannedRate).Take(MostRows).OrderBy(e => (e.I, e.J)).Select(e =>
            (string[])[$"{e.I}-{e.J}", Plain.Number(e.PlannedRate), double.IsNaN(e.RealisedRate) ? "-" : $"{Plain.Number(e.RealisedRate)} ({(100 * e.RealisedRate / e.PlannedRate).ToString("0", CultureInfo.InvariantCulture)} %)", double.IsNaN(e.LatencySeconds) ? "-" : $"{Plain.Number(e.LatencySeconds * 1e3)} ms", $"{Plain.Number(e.DeadlineSeconds * 1e3)} ms", $"{e.Backlog}"]), status.Edges.Length);
        text.Append('\n');
        foreach (string note in status.Notes) Line(text, $"note: {note}");
        foreach (string problem in status.Problems) Line(text, $"problem: {problem}");
        if (status.Healthy) Line(text, "healthy");
        return text.ToString().TrimEnd();
    }

    private static void Table(StringBuilder text, string[] head, IEnumerable<string[]> body, int all = 0)
    {
        string[][] rows = [head, .. body];
        if (rows.Length == 1) return;
        int[] widths = [.. head.Select((_, c) => rows.Max(row => row[c].Length))];
        text.Append('\n');
        foreach (string[] row in rows) Line(text, string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        if (all > rows.Length - 1) Line(text, $"the worst {rows.Length - 1} of {all}; --json has all");
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
