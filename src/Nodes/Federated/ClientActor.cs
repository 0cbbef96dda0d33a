using Akka.Actor;

namespace Gossip.Nodes.Federated;

/// <summary>Does the local rounds of its clients, one after another.</summary>
internal sealed class ClientActor(Federation federation, FederationState state, LocalRound local) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        ClientTask task = (ClientTask)message;
        Exception? failure = null;
        try
        {
            local.Run(federation.Objectives[task.Client], task.Round, state.Slot(task.Client), state.Memory(task.Client));
        }
#pragma warning disable CA1031 // whatever a client's objective throws belongs to the caller of the run
        catch (Exception cause)
#pragma warning restore CA1031
        {
            failure = cause;
        }
        task.End(failure);
        Sender.Tell(task);
    }
}
