namespace Gossip.Nodes.Wire;

/// <summary>Where the decoder hands what it has read and checked.</summary>
internal interface IFrameSink
{
    void Edge(in EdgeHeader header, ReadOnlySpan<double> vector);

    void Control(in EdgeHeader header, ReadOnlySpan<byte> bytes);

    void Goodbye(RefusalCause cause, string text);
}
