using System.Collections.Concurrent;
using System.Diagnostics;
using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Nodes.Virtual;

namespace Gossip.Experiments.Sweeps;

/// <summary>
/// Runs the cells of a sweep, one a thread on as many threads as there are processors, and leaves tables, curves and a report. A cell that
/// is done is kept at once, as a whole; whatever stops the process, the same sweep goes on with the others. No order and
/// no number of threads changes a result.
/// </summary>
public static class SweepRunner
{
    /// <summary>Problems that are kept beside those that are in use.</summary>
    private const int SpareProblems = 4;

    /// <summary>Runs all cells that are not done. Throws <see cref="InputException"/> for the user's mistakes, such as one that no cell can run with; nothing is written then.</summary>
    public static SweepSummary Run(Sweep sweep, SweepOptions options)
    {
        SweepFolder folder = new(options.Folder);
        SortedDictionary<string, string> inputs = SweepInputs.Of(sweep.Experiments.OfType<Experiment>());
        if (options.Resume && !folder.HasSweep) throw InputException.At("--resume", $"no sweep in {options.Folder}", "the folder of one");
        bool goesOn = folder.HasSweep && !options.Fresh;
        if (goesOn) SameSweep.Require(sweep, inputs, folder);
        folder.Open();
        if (!goesOn) folder.Clear();
        string resolved = sweep.ResolvedFor(folder.Path);
        folder.Write(SweepFolder.Inputs, text => text.WriteLine(SweepInputs.ToJson(inputs)));
        folder.Write(SweepFolder.Sweep, text => text.Write(resolved));

        SweepCell[] cells = [.. sweep.AllCells()];
        SweepRow?[] rows = [.. cells.Select(cell => folder.Kept(cell) is { } kept ? new SweepRow(cell, kept) : null)];
        int before = rows.Count(r => r is not null);
        if (before > 0) options.Notice?.Invoke($"{before} of {cells.Length} cells were done before");
        int threads = Math.Min(options.Threads ?? Environment.ProcessorCount, Math.Max(1, cells.Length - before));
        long began = Stopwatch.GetTimestamp();
        RunAll(sweep, folder, cells, rows, threads, options);
        options.Stop.ThrowIfCancellationRequested();
        if (Array.TrueForAll(rows, r => r is { Result: null, IsMistake: true }))
        {
            folder.Remove();
            throw new InputException(rows[0]!.Failure);
        }
        return SweepOutput.Write(sweep, [.. rows.Select(r => r!)], folder, resolved, threads, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static void RunAll(Sweep sweep, SweepFolder folder, SweepCell[] cells, SweepRow?[] rows, int threads, SweepOptions options)
    {
        // seed by seed: cells with the same data come together, and every combination has a first result early
        ConcurrentQueue<SweepCell> waiting = new(cells.Where(cell => rows[cell.Index] is null).OrderBy(cell => cell.Index - cell.Group * sweep.Seeds.Count));
        SharedProblems shared = new(threads + SpareProblems);
        Lock telling = new();
        int done = rows.Count(r => r is not null), failed = 0, before = done;
        long began = Stopwatch.GetTimestamp();
        Exception? broken = null;
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(k => new Thread(Work) { Name = $"cells {k}", IsBackground = true })];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
        if (broken is not null) throw broken;

        void Work()
        {
            while (Volatile.Read(ref broken) is null && !options.Stop.IsCancellationRequested && waiting.TryDequeue(out SweepCell? cell))
            {
                Tell(cell, 0, 0);
                try
                {
                    SweepRow row = Run(sweep, cell, shared, options.Stop);
                    if (row.Result is { } result) folder.Keep(cell, result);
                    rows[cell.Index] = row;
                    Tell(cell, 1, row.Result is null ? 1 : 0);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                catch (Exception error)
                {
                    // what a cell cannot do is told with the cell; this is a folder that cannot be written to, or a mistake of ours
                    Volatile.Write(ref broken, error);
                }
            }
        }

        void Tell(SweepCell cell, int more, int moreFailed)
        {
            lock (telling)
            {
                (done, failed) = (done + more, failed + moreFailed);
                int own = done - before;
                double? remaining = own == 0 ? null : Stopwatch.GetElapsedTime(began).TotalSeconds / own * (cells.Length - done);
                options.Progress?.Invoke(new(done, failed, cells.Length, remaining, cell.Name));
            }
        }
    }

    private static SweepRow Run(Sweep sweep, SweepCell cell, SharedProblems shared, CancellationToken stop)
    {
        try
        {
            return new(cell, CellRun.Of(sweep, cell, shared, stop));
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            string reason = error is InputException or RunFailedException ? error.Message : $"unexpected {error.GetType().Name}: {error.Message}";
            return new(cell, null, reason.ReplaceLineEndings(" "), error is InputException);
        }
    }
}
