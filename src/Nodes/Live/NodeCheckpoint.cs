using System.Globalization;
using Gossip.Core;
using Gossip.Objectives;

namespace Gossip.Nodes.Live;

/// <summary>
/// What a node's next life starts from: its estimate x, length d, for a new life begins an era, and behind it what its objective
/// remembers. On disk a <see cref="SealedFile"/> per node.
/// </summary>
internal sealed record NodeCheckpoint(int Node, uint Incarnation, double Time, long Gradients, double[] X)
{
    private const string Mark = "gossip node 3";

    /// <summary>A node as it is, between two gradients where its objective remembers them.</summary>
    public static NodeCheckpoint Of(LiveNode node, IObjective objective, uint incarnation)
    {
        double[] x = new double[node.Dimension];
        node.Estimate(node.Time, x);
        return new(node.Id, incarnation, node.Time, node.Gradients, objective.Beside(x));
    }

    /// <summary>The newest whole checkpoint of a node in a folder, of so many numbers; null where there is none. One of another experiment is an <see cref="InputException"/>.</summary>
    public static NodeCheckpoint? Find(string folder, int node, int numbers, ReadOnlySpan<byte> digest)
    {
        string? path = SealedFile.Newest(PathOf(folder, node), PathOf(folder, node) + ".previous");
        if (path is null)
        {
            return File.Exists(PathOf(folder, node))
                ? throw InputException.At(PathOf(folder, node), "a damaged checkpoint", "a whole one; remove it to start this node anew")
                : null;
        }
        using BinaryReader from = SealedFile.Open(path);
        if (from.ReadString() != Mark) throw InputException.At(path, "a checkpoint of another version", $"a '{Mark}'");
        if (!from.ReadBytes(digest.Length).AsSpan().SequenceEqual(digest))
            throw InputException.At(path, "a checkpoint of another experiment", "one of this; restore the experiment, or remove the checkpoint to start the node anew");
        (int id, uint incarnation, double time, long gradients, int count) =
            (from.ReadInt32(), from.ReadUInt32(), from.ReadDouble(), from.ReadInt64(), from.ReadInt32());
        if (id != node || count != numbers)
            throw InputException.At(path, $"node {id} with {count} numbers", $"node {node} with {numbers}, as in this experiment");
        double[] x = new double[count];
        for (int k = 0; k < count; k++) x[k] = from.ReadDouble();
        return new(id, incarnation, time, gradients, x);
    }

    /// <summary>Writes it to a folder, which is made where it is missing.</summary>
    public void Write(string folder, ReadOnlyMemory<byte> digest)
    {
        Directory.CreateDirectory(folder);
        SealedFile.Write(PathOf(folder, Node), PathOf(folder, Node) + ".previous", to =>
        {
            to.Write(Mark);
            to.Write(digest.Span);
            to.Write(Node);
            to.Write(Incarnation);
            to.Write(Time);
            to.Write(Gradients);
            to.Write(X.Length);
            foreach (double value in X) to.Write(value);
        });
    }

    private static string PathOf(string folder, int node) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"node-{node}.checkpoint"));
}
