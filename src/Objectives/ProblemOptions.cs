using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>Everything that makes a <see cref="Problem"/> out of data files.</summary>
public sealed record ProblemOptions
{
    /// <summary>The losses by name.</summary>
    public static readonly IReadOnlyList<string> Losses = ["least-squares", "logistic", "softmax", "quadratic", Network];

    /// <summary>The loss that <see cref="Model"/> makes.</summary>
    public const string Network = "torch";

    /// <summary>A file that is split over the nodes, or a folder or a file name with wildcards: one file a node.</summary>
    public required string Data { get; init; }

    /// <summary>What a relative <see cref="Data"/> is relative to.</summary>
    public string Folder { get; init; } = "";

    /// <summary>One of <see cref="Losses"/>; null takes it from <c>problem.json</c>.</summary>
    public string? Loss { get; init; }

    /// <summary>The target column; null: the column y, or else the last.</summary>
    public string? Target { get; init; }

    /// <summary>The column of a single file that says which node a row belongs to; null where it has none.</summary>
    public string? ClientColumn { get; init; }

    /// <summary>Classes of softmax and networks; null: as many as the labels say.</summary>
    public int? Classes { get; init; }

    /// <summary>What makes the objectives where the loss is <see cref="Network"/>, for so many features and classes.</summary>
    public Func<int, int, IModel>? Model { get; init; }

    /// <summary>A file with rows that no node learns from; null where there is none.</summary>
    public string? Test { get; init; }

    /// <summary>The share of each table's rows that no node learns from, drawn by the seed; null takes none.</summary>
    public double? TestShare { get; init; }

    /// <summary>The number of nodes; null where the data fix it.</summary>
    public int? Nodes { get; init; }

    /// <summary>How a single file is split over the nodes.</summary>
    public Split Split { get; init; } = Split.Iid;

    /// <summary>The root seed, for split and minibatches.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The weight of (l2/2)|x|²; null is 0, or μ of a <c>problem.json</c> whose task is logistic.</summary>
    public double? L2 { get; init; }

    /// <summary>What features are divided by, before anything else.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Whether features get mean 0 and deviation 1 over all rows of all nodes.</summary>
    public bool Standardise { get; init; }

    /// <summary>Whether a feature that is always 1 is appended (after standardising; its parameter has the l2 term too).</summary>
    public bool Bias { get; init; }

    /// <summary>Rows of a stochastic gradient; null: all rows.</summary>
    public int? Batch { get; init; }

    /// <summary>Overrides μ.</summary>
    public double? Mu { get; init; }

    /// <summary>Overrides L.</summary>
    public double? L { get; init; }

    /// <summary>The number of nodes that the data fix: files of a folder, rows of a quadratic's file; else null.</summary>
    public int? NodesInData()
    {
        DataSource source = Find();
        if (Loss == "quadratic") return source.Files.Sum(file => DataFile.ReadRaw(file).Rows);
        if (ClientColumn is { } column) return Clients(source, column).Count;
        return source.PerNode ? source.Files.Count : null;
    }

    /// <summary>Reads the data and makes the problem; mistakes in either are <see cref="InputException"/>s.</summary>
    public Problem Build()
    {
        CheckNumbers();
        DataSource source = Find();
        ProblemFacts? facts = source.PerNode ? ProblemFacts.TryRead(source.Folder) : null;
        string loss = Loss ?? ProblemLoss(facts);
        if (!Losses.Contains(loss))
            throw InputException.At("loss", $"'{loss}'", string.Join(", ", Losses) + Nearest.Hint(loss, Losses));

        var notes = new List<string>();
        double l2 = L2 ?? (loss == "logistic" && facts?.Task == "logistic" ? facts.Mu : null) ?? 0;
        if (loss == "quadratic" && (Test is not null || TestShare is not null)) throw InputException.At("test", Test ?? $"{TestShare}", "none: a quadratic has no rows to hold out");
        (IObjective[] objectives, IObjective? test, double[]? model) = loss == "quadratic" ? (Quadratics(source), null, null) : FromTables(source, loss, l2, notes, null);
        bool apply = facts is not null && Describes(facts, loss, l2);
        if (facts is not null && !apply)
            notes.Add($"mu and L of {ProblemFacts.FileName} are left aside: they belong to other settings than these");
        var problem = new Problem(objectives, Mu ?? (apply ? facts!.Mu : null), L ?? (apply ? facts!.L : null))
        {
            Start = model is not null ? [.. objectives.Select(_ => model)] : Bias || loss == "softmax" ? null : CheckStart(facts?.Start, source, objectives),
            Notes = notes,
            Test = test,
        };
        // equal but for rounding is right: all nodes may be the same parabola
        return problem.Mu <= problem.L * (1 + 1e-12)
            ? problem
            : throw InputException.At("problem", $"mu {problem.Mu} above L {problem.L}", "mu at most L");
    }

    /// <summary>
    /// The problem as some of its nodes see it. Where each node has a file of its own and nothing else needs the files of all
    /// (μ and L are given, in <c>problem.json</c> or not asked for; classes are given where there are any; dense rows, not standardised),
    /// only those of <paramref name="own"/> are read, and no others need be there. A folder that lacks files must have each node's number in
    /// the name of its file.
    /// </summary>
    /// <param name="own">The nodes.</param>
    /// <param name="needsConstants">Whether μ and L of the whole problem are asked for; where they are not, they may be NaN.</param>
    public LocalProblem BuildFor(IReadOnlyList<int> own, bool needsConstants = true)
    {
        CheckNumbers();
        DataSource source = Find();
        if (source.PerNode && Loss != "quadratic" && Nodes is { } n && source.Files.Count <= n)
        {
            DataSource mine = source.Files.Count == n ? source with { Files = [.. own.Select(node => source.Files[node])] } : source.Of(own);
            if (Alone(mine, own, needsConstants) is { } local) return local;
            if (source.Files.Count < n)
                throw InputException.At(Path.Combine(Folder, Data), $"{source.Files.Count} of {n} nodes' files", NeedsAll(mine));
        }
        Problem whole = Build();
        return new([.. own.Select(node => whole.Objectives[node])], whole.Mu, whole.L, whole.Start is { } x0 ? [.. own.Select(node => x0[node])] : null, whole.Notes);
    }

    private LocalProblem? Alone(DataSource mine, IReadOnlyList<int> own, bool needsConstants)
    {
        ProblemFacts? facts = ProblemFacts.TryRead(mine.Folder);
        string loss = Loss ?? ProblemLoss(facts);
        double l2 = L2 ?? (loss == "logistic" && facts?.Task == "logistic" ? facts.Mu : null) ?? 0;
        bool apply = facts is not null && Describes(facts, loss, l2);
        double? mu = Mu ?? (apply ? facts!.Mu : null) ?? (loss is "logistic" or "softmax" ? l2 : null), l = L ?? (apply ? facts!.L : null);
        bool knows = loss == Network || !needsConstants || (mu is not null && l is not null);
        if (!knows || Standardise || (HasClasses(loss) && Classes is null) || mine.Files.Any(DataFile.IsSparse)) return null;

        List<string> notes = [];
        (IObjective[] objectives, _, double[]? model) = FromTables(mine, loss, l2, notes, own);
        if (loss == Network) (mu, l) = (mu ?? objectives[0].Mu, l ?? objectives[0].L);
        double[][]? start = Bias || HasClasses(loss) ? null : facts?.Start;
        if (start is not null && start.Length != Nodes)
            throw InputException.At(Path.Combine(mine.Folder, ProblemFacts.FileName) + ", x0", $"{start.Length} points", $"{Nodes}, one a node");
        double[][]? points = model is not null ? [.. own.Select(_ => model)] : start is null ? null : CheckStart([.. own.Select(node => start[node])], mine, objectives);
        return new(objectives, mu ?? double.NaN, l ?? double.NaN, points, notes);
    }

    private static bool HasClasses(string? loss) => loss is "softmax" or Network;

    private string NeedsAll(DataSource mine) =>
        Standardise ? "all of them: standardise needs the rows of all nodes"
        : HasClasses(Loss) && Classes is null ? $"problem.classes beside them: no node knows the labels of the others"
        : mine.Files.Any(DataFile.IsSparse) ? "all of them: sparse files do not say how many features there are"
        : $"mu and l beside them (problem.mu and problem.l, or a {ProblemFacts.FileName}): no node knows those of the others";

    private DataSource Find() => DataSource.Find(Path.Combine(Folder, Data));

    /// <summary>
    /// The nodes' objectives, that of the test set, and the point that a model starts from; of some nodes alone where <paramref name="own"/>
    /// says which, without a test set.
    /// </summary>
    private (IObjective[] Objectives, IObjective? Test, double[]? Start) FromTables(DataSource source, string loss, double l2, List<string> notes, IReadOnlyList<int>? own)
    {
        IReadOnlyList<Table> tables = ClientColumn is { } column ? [.. Clients(source, column).Select(client => client.WithTarget(Target))] : source.Read(Target);
        bool isWhole = !source.PerNode && ClientColumn is null;
        if (!isWhole && own is null) CheckNodes(source, tables.Count, source.PerNode ? "files" : "clients");
        Table? test = Test is { } file && own is null ? HeldOut.Read(Path.Combine(Folder, file), Target, ClientColumn, tables[0]) : null;
        if (TestShare is { } share) (tables, test) = HeldOut.Of(tables, share, Seed, own);
        IReadOnlyList<Table> all = test is null ? tables : [.. tables, test];
        if (loss == "logistic") Preparation.ToSigns(all, isWhole: own is null);
        int classes = HasClasses(loss) ? Preparation.CountClasses(all, Classes) : 0;
        if (Scale != 1) Preparation.Divide(all, Scale);
        if (Standardise) notes.AddRange(Preparation.Standardise(tables, test));
        if (Bias) (tables, test) = ([.. tables.Select(Preparation.WithBias)], test is null ? null : Preparation.WithBias(test));
        if (isWhole)
        {
            if (Nodes is null) throw new ArgumentException("one file is split over nodes: say over how many");
            tables = Split.Over(tables[0], Nodes.Value, Seed);
        }
        IModel? model = loss != Network ? null
            : (Model ?? throw new ArgumentException("the loss of a network needs a model")).Invoke(tables[0].Width, classes);
        return ([.. tables.Select((table, k) => Sampled(Objective(table, l2, Node(k)), Node(k)))], test is null ? null : Objective(test, 0, 0), model?.Start);

        int Node(int k) => own?[k] ?? k;

        IFiniteSum Objective(Table table, double weight, int node) => loss switch
        {
            "least-squares" => new LeastSquares(table, weight),
            "logistic" => new Logistic(table, weight),
            "softmax" => new Softmax(table, classes, weight),
            _ => model!.Objective(table, weight, node),
        };
    }

    private static IReadOnlyList<RawData> Clients(DataSource source, string column) => source.PerNode
        ? throw InputException.At(source.Folder, $"several files beside the column '{column}' of the clients", "one file")
        : DataFile.ReadRaw(source.Files[0]).ByClient(column);

    private IObjective Sampled(IFiniteSum full, int node) =>
        Batch is { } rows ? new Minibatch(full, rows, new CounterStream(Seed, Purpose.Minibatch, node)) : full;

    /// <summary>One node a row <c>a,c1..cd</c>.</summary>
    private IObjective[] Quadratics(DataSource source)
    {
        if (Batch is not null) throw InputException.At("batch", $"{Batch}", "none: a quadratic has no rows to draw from");
        var objectives = new List<IObjective>();
        foreach (string file in source.Files)
        {
            RawData data = DataFile.ReadRaw(file);
            if (ClientColumn is { } column) data = Ordered(data, column);
            if (data.Width < 2) throw InputException.At(file, $"{data.Width} columns", "a curvature and a centre: a,c1..cd");
            for (int r = 0; r < data.Rows; r++)
            {
                ReadOnlySpan<double> row = data.Values.AsSpan(r * data.Width, data.Width);
                if (row[0] <= 0) throw InputException.At(data.Place(r), $"curvature {row[0]}", "a positive number");
                objectives.Add(new Quadratic(row[0], row[1..]));
            }
        }
        CheckNodes(source, objectives.Count, "rows");
        return [.. objectives];
    }

    /// <summary>Parabolas in the order of their clients, without the column of these.</summary>
    private static RawData Ordered(RawData data, string column)
    {
        IReadOnlyList<RawData> clients = data.ByClient(column);
        return clients.FirstOrDefault(client => client.Rows > 1) is { } twice
            ? throw InputException.At(twice.Place(1), "a second row for a client", "one parabola for each client")
            : clients[0] with { Values = [.. clients.SelectMany(client => client.Values)], Lines = data.Lines is null ? null : [.. clients.Select(client => client.Lines![0])] };
    }

    private string ProblemLoss(ProblemFacts? facts) => facts?.Task switch
    {
        "linear" => "least-squares",
        "logistic" => "logistic",
        null => throw InputException.At("loss", "nothing", string.Join(", ", Losses)),
        { } other => throw InputException.At($"{Data}/{ProblemFacts.FileName}, task", $"'{other}'", "linear or logistic"),
    };

    /// <summary>Whether the facts' μ and L are those of this problem.</summary>
    private bool Describes(ProblemFacts facts, string loss, double l2) =>
        !Standardise && !Bias && loss switch
        {
            "least-squares" => facts.Task is null or "linear" && l2 == 0,
            "logistic" => facts.Task is null or "logistic" && (facts.Mu is null || l2 == facts.Mu),
            _ => facts.Task is null,
        };

    private void CheckNodes(DataSource source, int count, string what)
    {
        if (Nodes is { } nodes && nodes != count)
            throw InputException.At(Path.Combine(Folder, Data), $"{count} {what}", $"{nodes}, one for each node of the graph");
    }

    private static double[][]? CheckStart(double[][]? start, DataSource source, IObjective[] objectives)
    {
        if (start is null) return null;
        string place = Path.Combine(source.Folder, ProblemFacts.FileName) + ", x0";
        if (start.Length != objectives.Length) throw InputException.At(place, $"{start.Length} points", $"{objectives.Length}, one a node");
        int d = objectives[0].Dimension;
        int wrong = Array.FindIndex(start, point => point.Length != d);
        return wrong < 0 ? start : throw InputException.At(place, $"{start[wrong].Length} numbers for node {wrong}", $"{d}");
    }

    private void CheckNumbers()
    {
        if (L2 is { } l2 && !(l2 >= 0 && double.IsFinite(l2))) throw InputException.At("l2", $"{l2}", "0 or more");
        if (Mu is { } mu && !(mu > 0 && double.IsFinite(mu))) throw InputException.At("mu", $"{mu}", "a positive number");
        if (L is { } l && !(l > 0 && double.IsFinite(l))) throw InputException.At("l", $"{l}", "a positive number");
        if (Mu > L) throw InputException.At("mu", $"{Mu}", $"at most l, which is {L}");
        if (!(Scale > 0 && double.IsFinite(Scale))) throw InputException.At("scale", $"{Scale}", "a positive number");
        if (TestShare is { } share && !(share > 0 && share < 1)) throw InputException.At("test", $"{TestShare}", "a file, or a share above 0 and below 1");
        if (Batch is < 1) throw InputException.At("batch", $"{Batch}", "1 or more");
        if (Nodes is < 1) throw InputException.At("nodes", $"{Nodes}", "1 or more");
    }
}
