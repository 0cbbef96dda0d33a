using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Gossip.Nodes.Live;

/// <summary>Hands Akka's errors to the process's notices; its warnings are about what the cluster mends by itself.</summary>
public sealed class NoticeLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case Error error when Context.System.Settings.Config.GetBoolean("gossip.log-errors", false):
                Console.Error.WriteLine(error);
                break;
        }
    }
}
