namespace Gossip.Sdp.FirstOrder;

/// <summary>The p-norm of positive numbers as a smooth maximum: log (Σ x_k^p)^(1/p), at most (log count)/p above log max x.</summary>
internal static class SoftMaximum
{
    /// <summary>Its value; <paramref name="weights"/> get its slopes along log x_k, which sum to one.</summary>
    public static double Log(ReadOnlySpan<double> x, double power, Span<double> weights)
    {
        double largest = 0, sum = 0;
        foreach (double v in x) largest = Math.Max(largest, v);
        for (int k = 0; k < x.Length; k++) sum += weights[k] = Math.Pow(x[k] / largest, power);
        foreach (ref double w in weights[..x.Length]) w /= sum;
        return Math.Log(largest) + Math.Log(sum) / power;
    }
}
