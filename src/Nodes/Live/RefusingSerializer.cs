using Akka.Actor;
using Akka.Serialization;

namespace Gossip.Nodes.Live;

/// <summary>
/// Stands where Akka would serialise any object by the name of its type, and refuses: between processes travel Akka's own
/// control messages, plain text, and the lane's binary frames, and nothing else.
/// </summary>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override int Identifier => 7301;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw new NotSupportedException($"{obj.GetType()} is not sent between processes");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw new NotSupportedException("a message of an unknown kind came from another process");
}
