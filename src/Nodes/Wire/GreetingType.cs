namespace Gossip.Nodes.Wire;

internal enum GreetingType : byte
{
    Hello = 1,
    Proof = 2,
    Welcome = 3,
    Refusal = 4,
}
