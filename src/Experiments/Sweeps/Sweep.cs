using System.Globalization;
using Gossip.Core;
using Gossip.Experiments.Yaml;
using YamlDotNet.RepresentationModel;

namespace Gossip.Experiments.Sweeps;

/// <summary>
/// A sweep: one experiment with every combination of some values, each with some seeds (docs/reference/sweep.yaml has every key).
/// A seed decides splits, graphs, clocks and starts alike in all combinations, so that cells of one seed can be compared in pairs.
/// </summary>
public sealed class Sweep
{
    /// <summary>So many cells are run at most.</summary>
    private const int MostCells = 20_000;

    /// <summary>The middle share of the runs that a band of quantiles holds.</summary>
    internal const double MiddleShare = 0.8;

    private static readonly string[] s_keys = ["name", "experiment", "sweep", "variants", "seeds", "measure", "target", "band", "confidence", "pair"];
    private readonly Section _root;

    private Sweep(Document document, ExperimentSource source, IReadOnlyList<Axis> axes)
    {
        _root = document.Root;
        (Source, Axes) = (source, axes);
        Combinations = [.. Combine(axes)];
    }

    /// <summary>The sweep's name, and the name of its folder under <c>runs/</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What is varied.</summary>
    internal ExperimentSource Source { get; }

    /// <summary>What is swept: keys in the order of the file, then variants.</summary>
    internal IReadOnlyList<Axis> Axes { get; }

    /// <summary>Every combination of their values, the last axis running fastest.</summary>
    internal IReadOnlyList<IReadOnlyList<AxisValue>> Combinations { get; }

    /// <summary>Their experiments; null where a combination cannot be.</summary>
    internal IReadOnlyList<Experiment?> Experiments { get; private set; } = [];

    /// <summary>The seeds of every combination.</summary>
    internal IReadOnlyList<ulong> Seeds { get; private set; } = [];

    /// <summary>What cells are compared by; null leaves it to the run.</summary>
    internal Measure? Measure { get; private init; }

    /// <summary>What it is to reach; null takes the experiment's stop.error.</summary>
    internal double? Target { get; private init; }

    /// <summary>Whether bands are t-intervals of means; else quantiles around medians.</summary>
    internal bool IsOfMeans { get; private init; }

    /// <summary>Of t-intervals.</summary>
    internal double Confidence { get; private init; }

    /// <summary>The axis and the value that others are compared with, seed by seed; null compares none.</summary>
    internal (int Axis, int Value)? Pair { get; private set; }

    /// <summary>How many runs it is.</summary>
    public int Cells => Combinations.Count * Seeds.Count;

    /// <summary>Reads a sweep file. Throws <see cref="InputException"/> for the user's mistakes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="changes">What <c>--set</c> was given, for keys of the sweep or of its experiment.</param>
    public static Sweep Read(string path, IEnumerable<string>? changes = null) => Parse(Gossip.Experiments.Experiment.TextOf(path, "a sweep file"), path, changes);

    /// <summary>Reads a sweep from its text, as if it stood in the file <paramref name="path"/>.</summary>
    public static Sweep Parse(string text, string path, IEnumerable<string>? changes = null)
    {
        List<Change> own = [], experiments = [];
        foreach (Change change in (changes ?? []).Select(Change.OfOption))
        {
            string first = change.Path.Split('.')[0];
            if (first == "experiment" && change.Path != first) experiments.Add(change with { Path = change.Path[(first.Length + 1)..] });
            else (s_keys.Contains(first) ? own : experiments).Add(change);
        }
        Document document = Document.Parse(text, path, own);
        Section root = document.Root;
        string name = root.Text("name", Path.GetFileNameWithoutExtension(path))!;
        YamlNode? experiment = root.Node("experiment");
        Section sweep = root.Child("sweep"), variants = root.Child("variants");
        List<Axis> axes = [.. AxisReader.Keys(document, sweep), .. AxisReader.VariantsOf(variants)];
        IReadOnlyList<ulong>? seeds = SeedsOf(root, out int count);
        string measure = root.Choice("measure", Sweeps.Measure.Auto, [Sweeps.Measure.Auto, .. Sweeps.Measure.All.Select(m => m.Name)]);
        double? target = root.Number("target");
        bool isOfMeans = root.Choice("band", "quantiles", "quantiles", "t") == "t";
        double confidence = root.Number("confidence", 0.95, Interval.Positive) ?? 0.95;
        if (confidence >= 1) root.Refuse("confidence", "a number above 0 and below 1");
        Section pair = root.Child("pair");
        IReadOnlyList<(string Key, YamlNode Value)> baseline = pair.Entries();

        if (name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name is "" or "." or "..") root.Refuse("name", "a name that can be a folder's: no slashes");
        if (experiment is null or YamlSequenceNode) root.Refuse("experiment", "an experiment file, or an experiment with its keys");
        if (axes.Count == 0 && !root.Has("seeds")) root.Refuse("sweep", "keys of the experiment with the values they take, such as { graph: [ring:16, grid:4x4] }");
        document.Check();

        Sweep read = new(document, SourceOf(experiment!, text, path, own, experiments, root), axes)
        {
            Name = name,
            Measure = Sweeps.Measure.All.FirstOrDefault(m => m.Name == measure),
            Target = target,
            IsOfMeans = isOfMeans,
            Confidence = confidence,
        };
        RefuseClashes(read, root, sweep, variants, experiments);
        if (baseline.Count > 0) read.Pair = PairOf(read.Axes, pair, baseline);
        read.Experiments = SweepCheck.Of(read);
        read.Seeds = seeds ?? SeedsFrom(read.Experiments.First(e => e is not null)!.Seed, count);
        if ((long)read.Combinations.Count * read.Seeds.Count > MostCells) throw InputException.At(path, $"{(long)read.Combinations.Count * read.Seeds.Count} cells", $"at most {MostCells}");
        return read;
    }

    /// <summary>All cells in the order of results.csv.</summary>
    internal IEnumerable<SweepCell> AllCells() => Combinations.SelectMany((values, group) =>
        Seeds.Select((seed, k) => new SweepCell(group * Seeds.Count + k, group, values, seed)));

    /// <summary>The experiment of a combination.</summary>
    internal Experiment Experiment(IReadOnlyList<AxisValue> values) => Source.Read(values.SelectMany(v => v.Changes));

    /// <summary>The experiment of a cell, on one thread.</summary>
    internal Experiment Experiment(SweepCell cell) => Source.Read(
    [
        .. cell.Values.SelectMany(v => v.Changes),
        new("seed", cell.Seed.ToString(CultureInfo.InvariantCulture), "seeds"),
        new("runtime", Settings.RuntimeSettings.Sequential, "runtime"),
    ]);

    /// <summary>The file as it was understood, to stand in another folder.</summary>
    public string ResolvedFor(string folder)
    {
        _root.Fill("experiment", Source.GivenFor(folder));
        _root.Fill("seeds", new YamlSequenceNode(Seeds.Select(seed => new YamlScalarNode($"{seed}"))) { Style = YamlDotNet.Core.Events.SequenceStyle.Flow });
        return _root.Document.Resolved();
    }

    private static IEnumerable<IReadOnlyList<AxisValue>> Combine(IReadOnlyList<Axis> axes)
    {
        IEnumerable<IReadOnlyList<AxisValue>> all = [[]];
        foreach (Axis axis in axes) all = all.SelectMany(values => axis.Values.Select(value => (IReadOnlyList<AxisValue>)[.. values, value]));
        return all;
    }

    private static ExperimentSource SourceOf(YamlNode experiment, string text, string path, List<Change> own, List<Change> sets, Section root)
    {
        // an experiment that --set gave stands in no file: it is taken from there
        if (experiment is YamlMappingNode && own.FindLast(change => change.Path == "experiment") is { Value: { } given }) return new(given, path, null, sets);
        if (experiment is YamlMappingNode) return new(text, path, "experiment", sets);
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", ((YamlScalarNode)experiment).Value!);
        if (!File.Exists(file)) throw InputException.At(root.Place("experiment"), $"'{((YamlScalarNode)experiment).Value}', which is no file in {Path.GetDirectoryName(Path.GetFullPath(path))}", "an experiment file, or an experiment with its keys");
        return new(Gossip.Experiments.Experiment.TextOf(file, "an experiment file"), file, null, sets);
    }

    private static List<ulong>? SeedsOf(Section root, out int count)
    {
        const string Expected = "how many, or a list of whole numbers from 0 to 2^64 - 1";
        count = 1;
        if (!root.Has("seeds") || root.IsWord("seeds"))
        {
            count = root.Integer("seeds", 1, 1) ?? 1;
            return null;
        }
        List<ulong> seeds = [];
        foreach (string seed in root.Texts("seeds", Expected) ?? [])
        {
            if (!ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)) root.Refuse("seeds", Expected);
            else if (seeds.Contains(value)) throw InputException.At(root.Place("seeds"), $"{seed} twice", "seeds that differ");
            else seeds.Add(value);
        }
        if (seeds.Count == 0) root.Refuse("seeds", Expected);
        return seeds;
    }

    private static List<ulong> SeedsFrom(ulong first, int count) => [.. Enumerable.Range(0, count).Select(k => first + (ulong)k)];

    private static void RefuseClashes(Sweep read, Section root, Section sweep, Section variants, List<Change> sets)
    {
        foreach (Axis axis in read.Axes)
        {
            if (read.Axes.Count(a => a.Name == axis.Name) > 1) throw InputException.At(variants.Place(axis.Name), $"'{axis.Name}', which is swept too", "another name");
            if (ResultColumns.Names.Contains(axis.Name)) throw InputException.At(variants.Place(axis.Name), $"'{axis.Name}', which is a column of results.csv", "another name");
        }
        List<Change> swept = [.. read.Axes.SelectMany(a => a.Values).SelectMany(v => v.Changes)];
        foreach (Change set in sets)
            if (swept.Any(change => $"{set.Path}.".StartsWith($"{change.Path}.", StringComparison.Ordinal)))
                throw InputException.At(set.Place, "a key that is swept", "a key that the sweep leaves alone; or change sweep itself: --set sweep={graph: [ring:8]}");
    }

    private static (int, int) PairOf(IReadOnlyList<Axis> axes, Section pair, IReadOnlyList<(string Key, YamlNode Value)> baseline)
    {
        (string key, YamlNode node) = baseline[0];
        if (baseline.Count > 1) throw InputException.At(pair.Place(baseline[1].Key), "a second key", "one: what others are compared with");
        int axis = axes.ToList().FindIndex(a => a.Name == key);
        string[] names = [.. axes.Select(a => a.Name)];
        if (axis < 0) throw InputException.At(pair.Place(key), $"'{key}'", $"something that is swept: {string.Join(", ", names)}{Nearest.Hint(key, names)}");
        string[] labels = [.. axes[axis].Values.Select(v => v.Label)];
        string wanted = (node as YamlScalarNode)?.Value ?? YamlText.Flow(node);
        int value = Array.IndexOf(labels, wanted);
        return value >= 0 ? (axis, value) : throw InputException.At(pair.Place(key), $"'{wanted}'", $"one of {string.Join(", ", labels)}{Nearest.Hint(wanted, labels)}");
    }
}
