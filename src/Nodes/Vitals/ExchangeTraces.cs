using System.Buffers.Binary;
using System.Diagnostics;
using Gossip.Core;
using Gossip.Nodes.Live;

namespace Gossip.Nodes.Vitals;

/// <summary>
/// Exchanges as traces: one span at each end, both in one trace though nothing is sent along, because the trace's name follows from what
/// both ends know, epoch, era, edge and number. Which ones are taken follows from it too, so an exchange is seen at both ends or at none.
/// </summary>
public sealed class ExchangeTraces(double share)
{
    /// <summary>The name of the source.</summary>
    public const string Name = "Gossip";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Told every exchange that was applied at a node's end.</summary>
    internal void Applied(LiveNode node, Link link)
    {
        if (!Source.HasListeners() || Context(node, link) is not { } context) return;
        DateTimeOffset end = DateTimeOffset.UtcNow;
        double seconds = link.Initiates ? Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency - link.SentAt : 0;
        using Activity? span = Source.StartActivity(link.Initiates ? "exchange" : "answer", link.Initiates ? ActivityKind.Client : ActivityKind.Server, context, startTime: end.AddSeconds(-Math.Max(0, seconds)));
        if (span is null) return;
        (int i, int j) = Ends(link);
        span.SetTag("gossip.node", link.Node).SetTag("gossip.edge", $"{i}-{j}").SetTag("gossip.sequence", link.Sequence)
            .SetTag("gossip.epoch", node.Epoch.Id.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)).SetTag("gossip.time", node.Time);
        if (link.Initiates) span.SetTag("gossip.resends", link.Resends);
        span.SetEndTime(end.UtcDateTime);
    }

    /// <summary>The trace of the exchange that was just applied; null where it is not among those that are taken.</summary>
    internal ActivityContext? Context(LiveNode node, Link link)
    {
        (int i, int j) = Ends(link);
        ulong high = CounterStream.Mix(node.Epoch.Id + CounterStream.Mix(node.Era + CounterStream.Golden)), low = CounterStream.Mix(high + ((ulong)(uint)i << 32 | (uint)j) + CounterStream.Mix((ulong)link.Sequence));
        if (low >> 11 >= share * (1UL << 53)) return null;
        Span<byte> trace = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(trace, high ^ low);
        BinaryPrimitives.WriteUInt64BigEndian(trace[8..], low | 1); // no trace is all zeros
        return new(ActivityTraceId.CreateFromBytes(trace), ActivitySpanId.CreateFromBytes(trace[8..]), ActivityTraceFlags.Recorded, isRemote: true);
    }

    private static (int I, int J) Ends(Link link) => (Math.Min(link.Node, link.Peer), Math.Max(link.Node, link.Peer));
}
