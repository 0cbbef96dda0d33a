using Akka.Actor;
using Gossip.Nodes.Virtual;

namespace Gossip.Nodes.Federated;

/// <summary>
/// The actor around the server: runs the engine when a slice comes, and again whenever a client is done. A slice ends when no
/// local round is under way, so that the state is whole.
/// </summary>
internal sealed class ServerActor(FederatedEngine engine, ClientDesk desk) : UntypedActor
{
    private Slice? _slice;

    protected override void OnReceive(object message)
    {
        if (message is Slice slice) _slice = slice;
        try
        {
            if (message is ClientTask task) desk.Returned(task);
            if (_slice is null || !engine.Run(_slice.Until) || desk.UnderWay > 0) return;
            Slice done = _slice;
            _slice = null;
            done.Done();
        }
#pragma warning disable CA1031 // whatever a client's objective throws belongs to the caller of the run
        catch (Exception cause)
#pragma warning restore CA1031
        {
            _slice?.Fail(cause);
            _slice = null;
        }
    }
}
