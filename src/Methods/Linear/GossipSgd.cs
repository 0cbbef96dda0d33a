namespace Gossip.Methods.Linear;

/// <summary>
/// Asynchronous decentralised SGD by randomized gossip (AD-PSGD: Lian, Zhang, Zhang and Liu, ICML 2018): a gradient
/// event takes a step, an exchange averages the two nodes' models. One row, no flow.
/// </summary>
public static class GossipSgd
{
    /// <summary>The method with step size γ = <paramref name="rate"/>.</summary>
    public static LinearMethod Create(double rate) => new()
    {
        Name = "ad-psgd",
        Rows = ["x"],
        Flow = new NoFlow(),
        GradientMatrix = new double[,] { { 1 } },
        GradientGain = [-rate],
        ExchangeGain = [-0.5],
        Message = [1],
        Estimate = [1],
        ColdStart = [1],
        WarmStart = [1],
        WarmStartGradient = [0],
    };
}
