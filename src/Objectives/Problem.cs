using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>min F(x) = (1/n) Σᵢ fᵢ(x), node i holding fᵢ.</summary>
public sealed class Problem
{
    private readonly ITwiceDifferentiable[] _exact;
    private readonly Lazy<Optimum> _optimum;

    /// <summary>
    /// The problem of the given objectives, all of one dimension; <paramref name="mu"/> and <paramref name="l"/>
    /// override what the objectives say of themselves.
    /// </summary>
    public Problem(IReadOnlyList<IObjective> objectives, double? mu = null, double? l = null)
    {
        if (objectives.Count == 0) throw new ArgumentException("a problem needs an objective", nameof(objectives));
        Dimension = objectives[0].Dimension;
        if (objectives.Any(f => f.Dimension != Dimension)) throw new ArgumentException("objectives differ in dimension", nameof(objectives));
        Objectives = objectives;
        Mu = mu ?? objectives.Min(f => f.Mu);
        L = l ?? objectives.Max(f => f.L);
        _exact = [.. objectives.Select(f => (f as Minibatch)?.Full ?? f).OfType<ITwiceDifferentiable>()];
        _optimum = new Lazy<Optimum>(() => Newton.Minimise(this, Twice()));
    }

    /// <summary>fᵢ of every node i.</summary>
    public IReadOnlyList<IObjective> Objectives { get; }

    /// <summary>n.</summary>
    public int Nodes => Objectives.Count;

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>μ, the least over the nodes or as given.</summary>
    public double Mu { get; }

    /// <summary>L, the greatest over the nodes or as given.</summary>
    public double L { get; }

    /// <summary>x0, one point a node without padding, where the data came with one.</summary>
    public double[][]? Start { get; init; }

    /// <summary>What a user should know about the data, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The exact minimiser x*, found at first use.</summary>
    public Optimum Optimum => _optimum.Value;

    /// <summary>F(x), also where the gradients are stochastic.</summary>
    public double Value(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (IObjective f in Objectives) sum += f.Value(x);
        return sum / Nodes;
    }

    /// <summary>Writes ∇F(x), exact also where the nodes use minibatches.</summary>
    public void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var one = new double[Padding.Of(Dimension)];
        gradient.Clear();
        foreach (IObjective f in Objectives)
        {
            ((f as Minibatch)?.Full ?? f).Gradient(x, 0, one);
            for (int k = 0; k < one.Length; k++) gradient[k] += one[k] / Nodes;
        }
    }

    /// <summary>
    /// F(x) − F(x*) ≥ 0, as the mean of Bregman's divergences to x*: they differ from it by ∇F(x*)ᵀ(x − x*), which is
    /// zero, and keep their relative accuracy however near x is.
    /// </summary>
    public double Suboptimality(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (ITwiceDifferentiable f in Twice()) sum += f.Divergence(x, Optimum.Point);
        return sum / Nodes;
    }

    private ITwiceDifferentiable[] Twice() => _exact.Length == Nodes
        ? _exact
        : throw new InvalidOperationException("the optimum needs objectives that are twice differentiable");
}
