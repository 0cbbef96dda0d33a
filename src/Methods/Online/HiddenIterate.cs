using Gossip.Methods.Linear;

namespace Gossip.Methods.Online;

/// <summary>
/// What gossips of learners: one row, the hidden iterate x̂ (with tracked gradients followed by y). A round replaces it by what the
/// learner makes of it; an exchange sets both nodes' to their mean, which keeps the mean over all nodes.
/// </summary>
public static class HiddenIterate
{
    /// <summary>The row and its exchanges, for learners of a method.</summary>
    public static LinearMethod Of(OnlineMethod method) => Moved(method) with { GradientMatrix = new double[,] { { 0 } } };

    /// <summary>The same where a round says how far it moves the row, which exchanges may have changed meanwhile.</summary>
    public static LinearMethod Moved(OnlineMethod method) => GossipSgd.Create(-1) with { Name = method.Name, Rows = ["hidden"] };
}
