using System.Collections.Immutable;
using System.Globalization;
using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Nodes.Live;

/// <summary>
/// Rates that a running cluster is to take, as one line of text: nothing for the experiment's own, <c>uniform</c>, <c>optimal</c>, or
/// <c>plan i j rate;i j rate;…</c> with exactly the edges of its graph. Every process plans from the same line.
/// </summary>
public sealed record RateOrder
{
    private const string Plan = "plan ";

    /// <summary>As much as goes into one message beside what else is in it.</summary>
    private const int LongestText = 48_000;

    private readonly string _text;

    private RateOrder(string text) => _text = text;

    /// <summary>Those of the experiment.</summary>
    public static RateOrder Own { get; } = new("");

    /// <summary>Every edge alike, at the smallest rate that is admissible.</summary>
    public static RateOrder Uniform { get; } = new("uniform");

    /// <summary>Those that cost least, planned anew for whoever takes part.</summary>
    public static RateOrder Optimal { get; } = new("optimal");

    /// <summary>Whether they are given edge by edge.</summary>
    public bool IsPlan => _text.StartsWith(Plan, StringComparison.Ordinal);

    /// <summary>In a word, for people; empty for the experiment's own.</summary>
    public string Label => IsPlan ? "a plan" : _text;

    /// <summary>Those of a plan. One with too many edges for a message is an <see cref="InputException"/> that names <paramref name="place"/>.</summary>
    public static RateOrder Of(RatedGraph rated, string place)
    {
        string text = Plan + string.Join(';', rated.Graph.Edges.Select((edge, e) => string.Create(CultureInfo.InvariantCulture, $"{edge.I} {edge.J} {rated.Rates[e]:R}")));
        return text.Length <= LongestText ? new(text) : throw InputException.At(place, $"{rated.Graph.Edges.Length} edges", "no more than some two thousand in rates for a running cluster");
    }

    /// <summary>Reads such a line; one that is none is an <see cref="InputException"/>.</summary>
    public static RateOrder Parse(string text)
    {
        if (text.Length == 0) return Own;
        if (text == Uniform._text) return Uniform;
        if (text == Optimal._text) return Optimal;
        if (!text.StartsWith(Plan, StringComparison.Ordinal)) throw InputException.At("rates", $"'{(text.Length > 40 ? text[..40] + "…" : text)}'", $"uniform, optimal or a plan{Nearest.Hint(text, ["uniform", "optimal"])}");
        // once read it is written anew, so that equal rates are equal texts
        return Of(Read(text), "rates");
    }

    /// <summary>The rates of a plan for the edges of <paramref name="graph"/>; null where it is for others.</summary>
    public RatedGraph? On(Graph graph)
    {
        if (!IsPlan) return null;
        RatedGraph read = Read(_text);
        return read.Graph.Nodes == graph.Nodes && read.Graph.Edges.SequenceEqual(graph.Edges) ? new(graph, read.Rates) : null;
    }

    /// <summary>The line.</summary>
    public override string ToString() => _text;

    private static RatedGraph Read(string text)
    {
        GraphFile file = GraphFile.Parse(text[Plan.Length..].Split(';'), "rates");
        return new(file.Graph, file.Rates ?? throw InputException.At("rates", "edges without rates", "i j rate for each"));
    }
}
