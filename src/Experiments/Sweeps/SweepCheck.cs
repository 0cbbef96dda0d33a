using Gossip.Core;

namespace Gossip.Experiments.Sweeps;

/// <summary>
/// Reads the experiment of every combination before anything runs. A value with which none of them can be read is a mistake in the
/// sweep file, and so is what no cell could do; a combination that cannot be while others can is a cell that fails.
/// </summary>
internal static class SweepCheck
{
    /// <summary>The experiments of all combinations; null where one cannot be read.</summary>
    public static IReadOnlyList<Experiment?> Of(Sweep sweep)
    {
        List<Experiment?> read = [];
        List<InputException?> mistakes = [];
        foreach (IReadOnlyList<AxisValue> values in sweep.Combinations)
        {
            InputException? mistake = null;
            Experiment? experiment = null;
            try
            {
                experiment = sweep.Experiment(values);
            }
            catch (InputException found)
            {
                mistake = found;
            }
            if (experiment is not null) RefuseWhatIsNoCell(experiment);
            read.Add(experiment);
            mistakes.Add(mistake);
        }
        foreach (Axis axis in sweep.Axes)
            foreach (AxisValue value in axis.Values)
            {
                int[] with = [.. Enumerable.Range(0, read.Count).Where(k => sweep.Combinations[k].Contains(value))];
                if (with.All(k => read[k] is null)) throw mistakes[with[0]]!;
            }
        if (read.All(e => e is null)) throw mistakes[0]!;
        return read;
    }

    private static void RefuseWhatIsNoCell(Experiment experiment)
    {
        if (experiment.Runtime.IsReal)
            throw InputException.At(experiment.Source.Root.Place("runtime"), "a cluster in real time", "sequential or actors: cells of a sweep run in virtual time, where a seed gives the same numbers again");
        if (experiment.Problem.Stream is { IsLive: true })
            throw InputException.At(experiment.Place("problem", "stream.input"), "a live stream", "a file of rows or a synthetic stream: the cells of a sweep cannot share a live one");
    }
}
