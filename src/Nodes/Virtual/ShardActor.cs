using Akka.Actor;

namespace Gossip.Nodes.Virtual;

/// <summary>The actor around a shard: runs it when a slice comes, and again when a message it waits for has come.</summary>
internal sealed class ShardActor(Shard shard) : UntypedActor
{
    private Slice? _slice;

    protected override void OnReceive(object message)
    {
        if (message is Slice slice) _slice = slice;
        if (_slice is null) return; // a wake-up that came late: the message has been seen already
        Slice running = _slice;
        try
        {
            if (!shard.Run(running.Until)) return;
            _slice = null;
            running.Done();
        }
#pragma warning disable CA1031 // whatever a node's objective throws belongs to the caller of the run
        catch (Exception cause)
#pragma warning restore CA1031
        {
            _slice = null;
            running.Fail(cause);
        }
    }
}
