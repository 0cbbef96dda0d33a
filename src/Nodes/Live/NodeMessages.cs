using System.Buffers;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>A node's gradient clock has ticked.</summary>
internal sealed class GradientTick
{
    public static readonly GradientTick Now = new();
}

/// <summary>The clock of the edge to a higher-numbered peer has ticked.</summary>
internal sealed record EdgeTick(int Peer);

/// <summary>A gradient is ready in the buffer that the node has lent.</summary>
internal sealed record GradientDone(double Seconds, Exception? Failure);

/// <summary>Go over to an epoch.</summary>
internal sealed record SwitchTo(Epoch Epoch);

/// <summary>Write the checkpoint.</summary>
internal sealed class Save
{
    public static readonly Save Now = new();
}

/// <summary>Say where you are.</summary>
internal sealed record Look(TaskCompletionSource<NodeReport> Answer, Detail Detail);

/// <summary>A message of another node, in memory rented from the shared pool.</summary>
internal sealed class Arrival(EdgeHeader header, ReadOnlySpan<double> vector)
{
    private readonly double[] _vector = Copy(vector);
    private readonly int _length = vector.Length;

    public EdgeHeader Header { get; } = header;

    public ReadOnlySpan<double> Vector => _vector.AsSpan(0, _length);

    public void Return() => ArrayPool<double>.Shared.Return(_vector);

    private static double[] Copy(ReadOnlySpan<double> vector)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(vector.Length);
        vector.CopyTo(rented);
        return rented;
    }
}
