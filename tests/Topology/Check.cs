namespace Gossip.Topology.Tests;

internal static class Check
{
    public static void ShouldBeNear(this double actual, double expected, double relative = 1e-10) =>
        (Math.Abs(actual - expected) / Math.Abs(expected)).ShouldBeLessThan(relative, FormattableString.Invariant($"{actual:R} against {expected:R}"));

    /// <summary>√(χ₁χ₂) at unit total rate.</summary>
    public static double T(Graph graph)
    {
        Spectrum s = Spectrum.Of(RatedGraph.Uniform(graph));
        return Math.Sqrt(s.Chi1 * s.Chi2);
    }

    public static Graph Graph(string text, ulong seed = 1) => GraphSpec.Parse(text, seed);
}
