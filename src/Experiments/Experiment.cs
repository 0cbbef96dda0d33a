using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Experiments.Yaml;

namespace Gossip.Experiments;

/// <summary>An experiment: everything that decides a run, as one file says it (docs/reference/experiment.yaml has every key).</summary>
public sealed record Experiment
{
    /// <summary>The run's name, and the name of its folder under <c>runs/</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The root of all randomness.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The folder that relative paths of the file start from.</summary>
    public required string Folder { get; init; }

    /// <summary>What is minimised.</summary>
    public required ProblemSettings Problem { get; init; }

    /// <summary>Who exchanges with whom.</summary>
    public required GraphSettings Graph { get; init; }

    /// <summary>How often.</summary>
    public required RateSettings Rates { get; init; }

    /// <summary>By which method.</summary>
    public required MethodSettings Method { get; init; }

    /// <summary>From where.</summary>
    public required StartSettings Start { get; init; }

    /// <summary>By whom, where the method has a server.</summary>
    public required ClientSettings Clients { get; init; }

    /// <summary>On what.</summary>
    public required RuntimeSettings Runtime { get; init; }

    /// <summary>Among whom, where that is a cluster.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>The sections <c>nodes</c> and <c>links</c>.</summary>
    public required MachineSettings Machines { get; init; }

    /// <summary>Recorded clocks to be replayed instead of random ones: an events.csv, or null.</summary>
    public required string? Clocks { get; init; }

    /// <summary>Until when.</summary>
    public required StopSettings Stop { get; init; }

    /// <summary>What is kept.</summary>
    public required RecordSettings Record { get; init; }

    /// <summary>Virtual time between two checkpoints; null saves one only on interruption.</summary>
    public required double? CheckpointEvery { get; init; }

    /// <summary>The document it was read from: places for messages, and the resolved text.</summary>
    public required Document Source { get; init; }

    /// <summary>Reads an experiment file. Throws <see cref="InputException"/> for the user's mistakes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="changes">What <c>--set</c> was given: <c>key.path=value</c>.</param>
    public static Experiment Read(string path, IEnumerable<string>? changes = null) => Parse(TextOf(path, "an experiment file"), path, changes);

    /// <summary>Reads an experiment from its text, as if it stood in the file <paramref name="path"/>.</summary>
    public static Experiment Parse(string text, string path, IEnumerable<string>? changes = null) => Of(Document.Parse(text, path, changes), path);

    /// <summary>The text of a file that should be <paramref name="expected"/>.</summary>
    internal static string TextOf(string path, string expected)
    {
        if (Directory.Exists(path)) throw InputException.At(path, "a folder", expected);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InputException.At(path, File.Exists(path) ? "a file that cannot be read" : "no such file", expected);
        }
    }

    /// <summary>The experiment of a document, as if it stood in the file <paramref name="path"/>.</summary>
    internal static Experiment Of(Document document, string path)
    {
        Section root = document.Root;
        string home = Path.GetDirectoryName(Path.GetFullPath(path))!;
        bool replaysClocks = root.Has("clocks");
        MethodSettings method;
        bool isFederated, isOnline;
        Experiment experiment = new()
        {
            Name = root.Text("name", Path.GetFileNameWithoutExtension(path))!,
            Seed = root.Seed("seed", 1),
            Folder = Path.GetFullPath(root.Text("folder", ".", "a folder")!, home),
            Method = method = MethodSettings.Read(root.Union("method", "name")),
            Problem = ProblemSettings.Read(root.Child("problem"), isOnline = method.Online is not null),
            Graph = GraphSettings.Read(root.Union("graph", "spec"), method),
            Rates = RateSettings.Read(root.Union("rates", "kind"), (isFederated = method.Federated is not null) || isOnline),
            Clients = ClientSettings.Read(root.Child("clients"), isFederated),
            Start = StartSettings.Read(root.Union("start", "kind"), root.IsWord("start")),
            Runtime = RuntimeSettings.Read(root.Union("runtime", "kind"), root.Child("actors")),
            Cluster = ClusterSettings.Read(root.Child("cluster")),
            Machines = MachineSettings.Read(root.Child("nodes"), root.Child("links")),
            Clocks = root.Union("clocks", "file").Text("file", null, "an events.csv of an earlier run"),
            Stop = StopSettings.Read(root.Child("stop"), replaysClocks, isOnline),
            Record = RecordSettings.Read(root.Child("record"), isFederated, isOnline),
            CheckpointEvery = root.Child("checkpoint").Number("every", null, Interval.Positive),
            Source = document,
        };
        if (experiment.Name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || experiment.Name is "" or "." or "..")
            root.Refuse("name", "a name that can be a folder's: no slashes");
        if (isFederated) RefuseBesideServer(root, experiment);
        if (isOnline) RefuseBesideStream(root, experiment);
        if (Baselines.Names.Contains(method.Name)) RefuseBesideBaseline(root, experiment);
        document.Check();
        return experiment;
    }

    private static void RefuseBesideServer(Section root, Experiment experiment)
    {
        foreach (string key in (string[])["rates", "clocks", "nodes", "links"])
            if (root.Has(key)) root.Refuse(key, $"no {key}: {experiment.Method.Name} has a server and clients, not nodes on a graph");
        if (experiment.Start.Kind != StartSettings.Zero) root.Refuse("start", "zero, or a file with one row: the server's first model");
        if (experiment.Runtime.IsVirtualCluster)
            throw InputException.At(experiment.Place("runtime", "time"), $"'{RuntimeSettings.Virtual}' beside {experiment.Method.Name}", $"{RuntimeSettings.Real}: for virtual time take {RuntimeSettings.Sequential} or {RuntimeSettings.Actors}");
        if (experiment.Clients.IsMeasured && !experiment.Runtime.IsReal)
            throw InputException.At(experiment.Place("clients", "times"), $"'{ClientSettings.Measured}'", "F80, a list or a file: only on a cluster do local rounds take times of their own");
    }

    private static void RefuseBesideBaseline(Section root, Experiment experiment)
    {
        string name = experiment.Method.Name;
        bool isInRounds = Baselines.InRounds.Contains(name);
        if (experiment.Runtime.IsReal)
            root.Refuse("runtime", $"{RuntimeSettings.Sequential}{(isInRounds ? "," : " or")} {RuntimeSettings.Actors}{(isInRounds ? $" or a cluster with runtime.time: {RuntimeSettings.Virtual}" : "")}: {name} does not run on a cluster in real time");
        if (experiment.Runtime.IsVirtualCluster && !isInRounds) root.Refuse("runtime", $"{RuntimeSettings.Sequential} or {RuntimeSettings.Actors}: {name} does not run on a cluster");
        if (experiment.Start.Kind == StartSettings.Gradient) root.Refuse("start", $"zero, or a file: {name} has no start from a gradient");
        if (Baselines.Dual.Contains(name) && experiment.Start.From != StartSettings.Auto) root.Refuse("start", $"no start: nodes of {name} begin at the optima of their own objectives");
        if (Baselines.Averaging.Contains(name) && experiment.Start.From == StartSettings.Origin)
            root.Refuse("start", $"{{ from: auto }} for the optima of the nodes' own objectives, or a file with one row per node: {name} averages these");
        if (Baselines.OfOneGraph.Contains(name) && experiment.Graph.Specs.Count > 1)
            root.Refuse("graph", $"one graph: the constants of {name} are those of one; {Baselines.AdomPlus}, {Baselines.Dgd} and {Baselines.GradientTracking} run on graphs that change");
        if (!isInRounds) return;
        if (root.Has("clocks")) root.Refuse("clocks", $"no clocks: {name} runs in rounds");
        if (experiment.Record.Events) root.Refuse("record", $"events: false: {name} runs in rounds");
    }

    private static void RefuseBesideStream(Section root, Experiment experiment)
    {
        foreach (string key in (string[])["clocks", "nodes", "links", "clients"])
            if (root.Has(key)) root.Refuse(key, $"no {key}: {experiment.Method.Name} meets a stream");
        bool isOnClocks = experiment.Graph.Specs.Count > 0 && experiment.Method.Online!.Pace == OnlineSettings.Poisson;
        if (root.Has("rates") && !isOnClocks) root.Refuse("rates", $"a graph and method.pace: {OnlineSettings.Poisson} beside it: learners in step exchange every round");
        if (experiment.Start.Kind != StartSettings.Zero) root.Refuse("start", "zero, or a file with one row: the first point");
        if (experiment.Runtime.Kind == RuntimeSettings.Sequential || isOnClocks) return;
        if (experiment.Runtime.Kind == RuntimeSettings.Actors)
            root.Refuse("runtime", $"{RuntimeSettings.Sequential}: only learners on a graph with method.pace: {OnlineSettings.Poisson} are actors");
        else if (experiment.Graph.Specs.Count == 0)
            root.Refuse("runtime", $"{RuntimeSettings.Sequential}, or a graph beside it: one learner is one process");
        else
            throw InputException.At(experiment.Place("method", "pace"), $"'{OnlineSettings.InStep}' on a cluster", $"{OnlineSettings.Poisson}: in step all wait for all every round, and one that dies would stop the others");
    }

    /// <summary>
    /// Everything that decides the numbers of a run, key by key: two experiments with equal settings, on equal data, give
    /// the same bits. What it is called, where it lies and what executes it are left out.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings()
    {
        SortedDictionary<string, string> values = Source.Values();
        string[] beside = ["name", "folder", "runtime", "actors", "cluster", "checkpoint"];
        foreach (string key in values.Keys.ToList())
            if (beside.Contains(key.Split('.')[0])) values.Remove(key);
        return values;
    }

    /// <summary>The file as it was understood, to stand in another folder.</summary>
    public string ResolvedFor(string folder)
    {
        Source.Root.Fill("folder", Path.GetRelativePath(folder, Folder).Replace('\\', '/'));
        return Source.Resolved();
    }

    /// <summary>Where a key of a section stands, for messages.</summary>
    public string Place(string section, string key) => $"{Source.Root.Place(section)}.{key}";

    /// <summary>A path of the file, made absolute.</summary>
    public string Locate(string path) => Path.GetFullPath(path, Folder);
}
