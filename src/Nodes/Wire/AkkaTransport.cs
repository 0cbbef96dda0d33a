using Akka.Actor;

namespace Gossip.Nodes.Wire;

/// <summary>
/// The same transport over Akka.Remote, in packets of at most 60 kB with credits, for where a second port is not to be had.
/// The greeting with its secret and digest is the same; TLS is that of the actor system.
/// </summary>
public static class AkkaTransport
{
    /// <summary>What the settings of the actor system must hold besides, so that packets are sent by a serialiser of their own.</summary>
    public const string Settings = """
        akka.actor {
          serializers.gossip-lane = "Gossip.Nodes.Wire.PacketSerializer, Gossip.Nodes"
          serialization-bindings { "Gossip.Nodes.Wire.Packet, Gossip.Nodes" = gossip-lane }
        }
        """;

    /// <summary>Starts the lane's actor; the address is that of the actor system, and peers must have the same name of system.</summary>
    /// <exception cref="ArgumentException">The actor system has no remoting.</exception>
    public static ITransport Start(ActorSystem system, TransportOptions options)
    {
        options.Check();
        return new Transport(new AkkaLinks(system, options), options);
    }
}
