using System.Diagnostics;
using Akka.Actor;
using Gossip.Objectives;

namespace Gossip.Nodes.Live;

/// <summary>
/// Takes a node's gradients, on threads where numeric work cannot keep messages waiting. A speed below one makes it take
/// as many times longer.
/// </summary>
internal sealed class GradientActor(IObjective objective, double speed, double[] x, double[] gradient) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        long draw = (long)message, began = Stopwatch.GetTimestamp();
        Exception? failure = null;
        try
        {
            objective.Gradient(x, draw, gradient);
        }
#pragma warning disable CA1031 // whatever an objective throws is the node's to tell
        catch (Exception cause)
#pragma warning restore CA1031
        {
            failure = cause;
        }
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (speed < 1) Thread.Sleep(TimeSpan.FromSeconds(seconds / speed - seconds));
        Sender.Tell(new GradientDone(seconds / Math.Min(1, speed), failure), Self);
    }
}
