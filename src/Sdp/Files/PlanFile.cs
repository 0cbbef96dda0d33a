using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp;

/// <summary>
/// Plans as JSON files. Numbers are written so that they read back to the same bits; derived numbers (gap, t, gain, …)
/// are written for readers and checked when read.
/// </summary>
public static class PlanFile
{
    private const double Rounding = 1e-9;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes the plan, proof included; an existing file is replaced as a whole or not at all.</summary>
    public static void Write(string path, Plan plan)
    {
        try
        {
            AtomicFile.Write(path, ToJson(plan) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be written ({e.Message.TrimEnd('.')})");
        }
    }

    /// <summary>One JSON object, with the dual point or, for a summary, without.</summary>
    public static string ToJson(Plan plan, bool withDual = true)
    {
        PlanDocument document = Document(plan, withDual);
        return JsonSerializer.Serialize(withDual ? document with { Digest = DigestOf(document) } : document, Options);
    }

    /// <summary>SHA-256 of the document without its digest, however its JSON was laid out.</summary>
    private static string DigestOf(PlanDocument document) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(document with { Digest = null }, Options)));

    /// <summary>Reads a plan. Throws <see cref="InputException"/> on anything that is no plan.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contradictions">Gets what follows from the rest but is given otherwise; null throws on that too.</param>
    public static Plan Read(string path, ICollection<string>? contradictions = null)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({e.Message})");
        }
        return Parse(text, path, contradictions);
    }

    /// <summary>Reads a plan from JSON; <paramref name="name"/> stands for the file in messages.</summary>
    public static Plan Parse(string json, string name, ICollection<string>? contradictions = null)
    {
        PlanDocument document;
        try
        {
            document = JsonSerializer.Deserialize<PlanDocument>(json, Options) ?? throw InputException.At(name, "null", "a plan");
        }
        catch (JsonException e)
        {
            throw InputException.At(e.Path is null or "$" ? name : $"{name}, {e.Path[2..]}", Found(e.Message), "a plan, as gossip plan --out writes it");
        }
        try
        {
            return Plan(document, name, contradictions);
        }
        catch (ArgumentException e)
        {
            throw InputException.At(name, e.Message.ReplaceLineEndings(" "), "a plan");
        }
    }

    /// <summary>What a JSON reader found, without the names of types.</summary>
    private static string Found(string message)
    {
        if (Between("missing required properties including: ", ".") is { } missing) return $"no {missing}";
        if (Between("The JSON property ", " could not be mapped") is { } unknown) return $"unknown key {unknown}";
        if (message.Contains("could not be converted", StringComparison.Ordinal)) return "another kind of value";
        return message.Split(" Path:")[0].ReplaceLineEndings(" ").TrimEnd('.');

        string? Between(string before, string after) =>
            message.Split(before) is [_, var rest, ..] ? rest.Split(after)[0] : null;
    }

    private static PlanDocument Document(Plan plan, bool withDual)
    {
        RateProgram program = plan.Program;
        return new PlanDocument
        {
            Objective = Word(program.Objective),
            Kappa = program.Kappa,
            Graph = program.Graph.Name,
            Nodes = program.Graph.Nodes,
            Edges = [.. program.Graph.Edges.Select((edge, e) => new PlanDocument.EdgeRow
            {
                I = edge.I,
                J = edge.J,
                Rate = plan.Rated.Rates[e],
                Cost = program.Costs[e] == 1 ? null : program.Costs[e],
                Cap = Finite(program.Caps[e]),
                Dropped = plan.Dropped[e] ? true : null,
            })],
            Budgets = program.Budgets.Any(double.IsFinite)
                ? [.. program.Budgets.Select((b, i) => (b, i)).Where(x => double.IsFinite(x.b)).Select(x => new PlanDocument.BudgetRow { Node = x.i, Limit = x.b })]
                : null,
            TotalRate = plan.Rated.TotalRate,
            Cost = plan.Cost,
            Value = plan.Value,
            ValueBeforeDropping = plan.ValueBeforeDropping,
            Bound = plan.Bound,
            Gap = plan.Gap,
            Chi1 = plan.Chi1,
            Chi2 = plan.Chi2,
            Lambda2 = plan.Lambda2,
            T = plan.T,
            TUniform = plan.UniformT,
            ValueUniform = plan.UniformValue,
            Gain = plan.Gain,
            Iterations = plan.Iterations,
            Seconds = plan.Seconds,
            Termination = Word(plan.Termination),
            Dual = !withDual ? null : new PlanDocument.DualRow
            {
                Z = [.. plan.Dual.Z.Select(z => z.ToArray())],
                Omega = [.. plan.Dual.Omega],
                Caps = [.. plan.Dual.Caps],
                Budgets = [.. plan.Dual.Budgets],
                Total = plan.Dual.Total,
                Rates = plan.Dual.Rates.IsEmpty ? null : [.. plan.Dual.Rates],
            },
        };
    }

    private static Plan Plan(PlanDocument d, string name, ICollection<string>? contradictions)
    {
        if (d.Dual is null) throw InputException.At(name, "no dual", "a plan with its dual point");
        if (d.Nodes is < 2 or > 10_000_000) throw InputException.At($"{name}, nodes", $"{d.Nodes}", "2 or more");
        PlanDocument.EdgeRow[] edges = d.Edges;
        for (int e = 0; e < edges.Length; e++)
            if (edges[e].I >= edges[e].J || (e > 0 && new Edge(edges[e].I, edges[e].J).CompareTo(new Edge(edges[e - 1].I, edges[e - 1].J)) <= 0))
                throw InputException.At($"{name}, edges[{e}]", $"edge {edges[e].I} {edges[e].J}", "i < j, sorted, each edge once");
        double[] budgets = [.. Enumerable.Repeat(double.PositiveInfinity, d.Nodes)];
        foreach (PlanDocument.BudgetRow row in d.Budgets ?? [])
        {
            if (row.Node < 0 || row.Node >= d.Nodes) throw InputException.At($"{name}, budgets", $"node {row.Node}", $"0 … {d.Nodes - 1}");
            budgets[row.Node] = row.Limit;
        }
        Graph graph = new(d.Nodes, edges.Select(e => new Edge(e.I, e.J)), d.Graph);
        RateProgram program = new(graph, FromWord<RateObjective>(d.Objective, name, "objective"), d.Kappa,
            [.. edges.Select(e => e.Cost ?? 1)], [.. edges.Select(e => e.Cap ?? double.PositiveInfinity)], [.. budgets]);
        Size(d.Dual.Omega.Length, program.Objective == RateObjective.Communications ? edges.Length : 0, name, "dual.omega");
        Size(d.Dual.Caps.Length, edges.Length, name, "dual.caps");
        Size(d.Dual.Budgets.Length, d.Nodes, name, "dual.budgets");
        Size(d.Dual.Rates?.Length ?? edges.Length, edges.Length, name, "dual.rates");
        foreach (double[] z in d.Dual.Z) Size(z.Length, d.Nodes, name, "a row of dual.z");

        Plan plan = new()
        {
            Program = program,
            Rated = new RatedGraph(graph, [.. edges.Select(e => e.Rate)]),
            Dropped = [.. edges.Select(e => e.Dropped ?? false)],
            Value = d.Value,
            ValueBeforeDropping = d.ValueBeforeDropping,
            Bound = d.Bound,
            Chi1 = d.Chi1,
            Chi2 = d.Chi2,
            Cost = d.Cost,
            UniformT = d.TUniform,
            UniformValue = d.ValueUniform,
            Iterations = d.Iterations,
            Seconds = d.Seconds,
            Termination = FromWord<Termination>(d.Termination, name, "termination"),
            Dual = new(
                [.. d.Dual.Z.Select(z => ImmutableArray.Create(z))], [.. d.Dual.Omega], [.. d.Dual.Caps], [.. d.Dual.Budgets], d.Dual.Total)
            {
                Rates = [.. d.Dual.Rates ?? []],
            },
        };
        if (d.Digest != DigestOf(d))
            Contradict("digest", d.Digest ?? "nothing", DigestOf(d));
        Derived(d.TotalRate, plan.Rated.TotalRate, "total_rate");
        Derived(d.Lambda2, plan.Lambda2, "lambda2");
        Derived(d.T, plan.T, "t");
        Derived(d.Gain, plan.Gain, "gain");
        Derived(d.Gap, plan.Gap, "gap");
        return plan;

        void Derived(double found, double expected, string key)
        {
            if (!(Math.Abs(found - expected) <= Rounding * Math.Abs(expected)))
                Contradict(key, FormattableString.Invariant($"{found:R}"), FormattableString.Invariant($"{expected:R}"));
        }

        void Contradict(string key, string given, string follows)
        {
            if (contradictions is null) throw InputException.At($"{name}, {key}", given, $"{follows}, which follows from the rest");
            contradictions.Add($"{key} is given as {given}, but the rest of the file makes it {follows}");
        }
    }

    private static void Size(int found, int expected, string name, string key)
    {
        if (found != expected) throw InputException.At($"{name}, {key}", $"{found} numbers", $"{expected}");
    }

    private static double? Finite(double x) => double.IsFinite(x) ? x : null;

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static T FromWord<T>(string word, string name, string key) where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
            if (Word(value) == word) return value;
        string[] known = [.. Enum.GetValues<T>().Select(Word)];
        throw InputException.At($"{name}, {key}", $"'{word}'", string.Join(" | ", known) + Nearest.Hint(word, known));
    }
}
