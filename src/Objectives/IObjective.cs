namespace Gossip.Objectives;

/// <summary>
/// What one node minimises: f: ℝᵈ → ℝ. Stateless and safe to call from many threads.
/// Every span is a vector padded with zeros to a multiple of eight numbers (<see cref="Core.Padding"/>), aligned to
/// 64 bytes in the engines; entries past <see cref="Dimension"/> are zero on entry and must be zero on return.
/// </summary>
public interface IObjective
{
    /// <summary>d, the number of parameters.</summary>
    int Dimension { get; }

    /// <summary>μ: f − (μ/2)|·|² is convex. 0 where f is not known to be strongly convex.</summary>
    double Mu { get; }

    /// <summary>L: the gradient is L-Lipschitz.</summary>
    double L { get; }

    /// <summary>f(x).</summary>
    double Value(ReadOnlySpan<double> x);

    /// <summary>
    /// Writes ∇f(x), or an unbiased estimate of it, to <paramref name="gradient"/>. <paramref name="draw"/> is the
    /// number of the node's gradient event (0, 1, …): a stochastic objective takes its minibatch from it, so that the
    /// same event has the same minibatch on every runtime; an exact one ignores it. Allocates nothing.
    /// </summary>
    void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient);
}
