using Gossip.Core;

namespace Gossip.Experiments.Sweeps;

/// <summary>Whether a sweep is the one that a folder has the beginning of: the same cells on the same data. What is only drawn may differ.</summary>
internal static class SameSweep
{
    /// <summary>Refuses another sweep by the first key that differs.</summary>
    /// <param name="sweep">The sweep that is to go on.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="folder">Where it began.</param>
    public static void Require(Sweep sweep, SortedDictionary<string, string> inputs, SweepFolder folder)
    {
        Sweep began = Sweep.Read(folder[SweepFolder.Sweep]);
        Compare(ValuesOf(sweep), ValuesOf(began));
        for (int k = 0; k < sweep.Combinations.Count; k++) Compare(SettingsOf(sweep, k), SettingsOf(began, k));
        SortedDictionary<string, string>? read = SweepInputs.TryRead(folder[SweepFolder.Inputs]);
        foreach (string key in inputs.Keys.Union(read?.Keys ?? Enumerable.Empty<string>()))
        {
            string? now = inputs.GetValueOrDefault(key), then = read?.GetValueOrDefault(key);
            if (now == then) continue;
            bool isFile = key.Contains(": ", StringComparison.Ordinal);
            throw InputException.At(key, isFile ? "other contents" : now ?? "nothing", isFile ? $"those of the sweep in {folder.Path} (--fresh begins it anew)" : $"{then ?? "nothing"}, as in the sweep in {folder.Path} (--fresh begins it anew)");
        }

        void Compare(IReadOnlyDictionary<string, string> now, IReadOnlyDictionary<string, string> then)
        {
            foreach (string key in now.Keys.Union(then.Keys))
                if (now.GetValueOrDefault(key) is var a && then.GetValueOrDefault(key) is var b && a != b)
                    throw InputException.At(key, a is null ? "nothing" : $"'{a}'", $"{(b is null ? "nothing" : $"'{b}'")}, as in the sweep in {folder.Path} (--fresh begins it anew)");
        }
    }

    private static SortedDictionary<string, string> ValuesOf(Sweep sweep)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal) { ["seeds"] = string.Join(", ", sweep.Seeds), ["measure"] = sweep.Measure?.Name ?? Measure.Auto };
        if (sweep.Target is { } target) values["target"] = FormattableString.Invariant($"{target}");
        foreach (Axis axis in sweep.Axes) values[axis.Name] = string.Join(", ", axis.Values.Select(v => v.Label));
        return values;
    }

    private static SortedDictionary<string, string> SettingsOf(Sweep sweep, int combination)
    {
        if (sweep.Experiments[combination] is not { } experiment) return new() { [string.Join(", ", sweep.Combinations[combination].Select(v => v.Label))] = "a combination that cannot be" };
        SortedDictionary<string, string> settings = new(experiment.Settings().ToDictionary(), StringComparer.Ordinal);
        settings.Remove("seed");
        return settings;
    }
}
