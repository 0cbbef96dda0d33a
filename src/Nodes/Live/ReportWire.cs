using System.Text.Json;
using System.Text.Json.Serialization;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>Questions to a process and its answers, as JSON in control messages; rows follow as messages of their own.</summary>
internal sealed record ReportWire
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private const int MostNodes = 64, MostEdges = 500;

    /// <summary>A report's nodes in parts for one control message each, which is of limited length: so many that they have no more than 500 edges together, one at least.</summary>
    public static IEnumerable<NodeReport[]> Parts(IEnumerable<NodeReport> nodes)
    {
        List<NodeReport> part = [];
        foreach (NodeReport node in nodes)
        {
            if (part.Count > 0 && (part.Count == MostNodes || part.Sum(n => n.Edges.Length) + node.Edges.Length > MostEdges))
            {
                yield return [.. part];
                part.Clear();
            }
            part.Add(node);
        }
        if (part.Count > 0) yield return [.. part];
    }

    /// <summary>report, leave or order, of a question.</summary>
    public string? Ask { get; init; }

    /// <summary>The question's number, repeated in answers and in the sequence of rows.</summary>
    public long Query { get; init; }

    /// <summary>Whether all rows are wanted, and not the estimate alone.</summary>
    public bool AllRows { get; init; }

    /// <summary>What is ordered.</summary>
    public Order? Order { get; init; }

    /// <summary>Of an answer to an order: why it was refused; empty where it was taken.</summary>
    public string? Refusal { get; init; }

    /// <summary>Of an answer: the report, with a part of its nodes and without their rows.</summary>
    public ProcessReport? Report { get; init; }

    /// <summary>Of an answer: how many nodes the process has.</summary>
    public int NodesInAll { get; init; }

    /// <summary>The header that control messages carry.</summary>
    public static EdgeHeader Header { get; } = new(EdgeMessageKind.Control, -1, -1, 0, 0, 0, 0, 0);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Reads such a message; null where it is none.</summary>
    public static ReportWire? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ReportWire>(bytes, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
