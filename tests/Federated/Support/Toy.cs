using Gossip.Methods.Federated;
using Gossip.Nodes.Federated;
using Gossip.Objectives;

namespace Gossip.Federated.Tests;

/// <summary>Five parabolas in the plane, and what is known of them by hand.</summary>
internal sealed class Toy
{
    public static readonly double[][] Centres = [[0, 0], [1, 0], [2, 1], [0, 3], [-4, 2]];

    public Toy(params double[] curvatures) => Curvatures = curvatures;

    public static Toy Equal { get; } = new(1, 1, 1, 1, 1);

    public static Toy Different { get; } = new(1, 2, 3, 4, 5);

    public double[] Curvatures { get; }

    public Quadratic[] Objectives => [.. Curvatures.Zip(Centres, (a, c) => new Quadratic(a, c))];

    /// <summary>Σ w c / Σ w.</summary>
    public static double[] Mean(IEnumerable<double> weights)
    {
        double[] w = [.. weights];
        return [.. Enumerable.Range(0, 2).Select(k => w.Zip(Centres, (each, c) => each * c[k]).Sum() / w.Sum())];
    }

    /// <summary>sᵢ = 1 − (1 − ηaᵢ)ᴷ, how far K steps go towards the centre.</summary>
    public double[] Reach(LocalUpdate local) => [.. Curvatures.Select(a => 1 - Math.Pow(1 - local.Rate * a, local.Steps))];

    public double[] Optimum => Mean(Curvatures);

    /// <summary>F(x) − F(x*) of importances 1/5.</summary>
    public double Gap(ReadOnlySpan<double> x)
    {
        double[] best = Optimum;
        double gap = 0;
        for (int k = 0; k < 2; k++) gap += (x[k] - best[k]) * (x[k] - best[k]);
        return Curvatures.Sum() / 5 / 2 * gap;
    }

    public Federation Federation(FederatedMethod method, ClientTimes times, double horizon, ulong seed = 1, double[]? importance = null) =>
        Nodes.Federated.Federation.ForHorizon(method, Objectives, times, horizon, seed, importance);

    public static SequentialFederation Run(Federation federation) => new(federation, FederationState.Start(federation));
}
