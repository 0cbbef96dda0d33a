using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Nodes.Live;

namespace Gossip.Experiments.Outside;

/// <summary>What a running cluster has at a moment, as the files that a run leaves; it runs on.</summary>
public static class ClusterExport
{
    /// <summary>
    /// Writes all rows of all nodes, or a server's model, to state.csv and where the cluster stands to summary.json; where there is a
    /// meter, also what it measures to metrics.csv, and a network's parameters to model.safetensors.
    /// </summary>
    public static async Task<ClusterStatus> Write(ClusterVisit visit, ClusterStatus status, OutsideMeter? meter, RunFolder folder, CancellationToken stop = default)
    {
        IReadOnlyList<ProcessReport> rows = [.. (await visit.Ask(allRows: true, stop).ConfigureAwait(false)).Where(r => r.Epoch != 0)];
        folder.Write(RunFolder.State, text => WriteState(text, rows));
        if (meter is not null)
        {
            IReadOnlyList<ProcessReport> estimates = await visit.Ask(allRows: false, stop).ConfigureAwait(false);
            if (meter.Measure(estimates) is { } point)
            {
                status = status with { Error = point.Error };
                folder.Write(RunFolder.Metrics, text =>
                {
                    foreach (string line in MetricsFile.Format.Lines([point])) text.WriteLine(line);
                });
            }
            if (Model(estimates) is { } model) folder.WriteModel(meter.Objective, model);
        }
        folder.Write(RunFolder.Summary, text => text.WriteLine(status.ToJson()));
        return status;
    }

    private static void WriteState(TextWriter text, IReadOnlyList<ProcessReport> reports)
    {
        int d = reports.Select(r => r.Dimension).DefaultIfEmpty().Max();
        StateFile.WriteHead(text, d);
        if (Holder(reports) is { } holder)
        {
            StateFile.WriteRow(text, "server", holder.Time, "x", Server(holder).Rows.AsSpan(0, d));
            return;
        }
        foreach ((ProcessReport report, NodeReport node) in reports.SelectMany(r => r.Nodes.Select(n => (r, n))).OrderBy(p => p.n.Node))
            for (int r = 0; r < report.RowNames.Length; r++) StateFile.WriteRow(text, $"{node.Node}", node.Time, report.RowNames[r], node.Rows.AsSpan(r * d, d));
    }

    /// <summary>The server's model, or the mean of the nodes' estimates.</summary>
    private static double[]? Model(IReadOnlyList<ProcessReport> reports)
    {
        if (Holder(reports) is { } holder) return Server(holder).Rows[..holder.Dimension];
        double[][] all = [.. reports.Where(r => r.Epoch != 0).SelectMany(r => r.Nodes).Select(n => n.Rows)];
        return all.Length == 0 ? null : [.. Enumerable.Range(0, all[0].Length).Select(c => all.Average(x => x[c]))];
    }

    private static ProcessReport? Holder(IReadOnlyList<ProcessReport> reports) => reports.Where(r => r.Server is not null).MaxBy(r => r.Server!.Term);

    private static NodeReport Server(ProcessReport holder) => holder.Nodes.First(n => n.Node == holder.AllNodes);
}
