namespace Gossip.Nodes.Live;

/// <summary>
/// An objective that remembers, in real time: exchanges are applied while its gradients are under way, and eras begin between them.
/// </summary>
internal interface ILiveMemory : IRemembers
{
    /// <summary>The last gradient has been applied to the node's rows.</summary>
    void Settle();

    /// <summary>An era begins from an estimate, which is put right where it holds what others of an earlier era gave.</summary>
    void Begin(Span<double> x);
}
