using System.Collections.Immutable;
using CsCheck;

namespace Gossip.Topology.Tests;

/// <summary>Random connected graphs of a few dozen nodes with random rates.</summary>
internal static class RandomRated
{
    /// <summary>A random tree with random further edges; rates are 10^u, u up to <paramref name="decades"/> either way.</summary>
    public static Gen<RatedGraph> Gen(double decades, int most = 40) =>
        from n in CsCheck.Gen.Int[2, most]
        from extra in CsCheck.Gen.Int[0, 3 * n]
        from seed in CsCheck.Gen.ULong
        select Make(n, extra, seed, decades);

    public static RatedGraph Make(int n, int extra, ulong seed, double decades)
    {
        Core.Draws draws = new Core.CounterStream(seed, Core.Purpose.Graph).From();
        HashSet<Edge> edges = [];
        for (int i = 1; i < n; i++) edges.Add(new(draws.Below(i), i));
        for (int k = 0; k < extra; k++)
        {
            int a = draws.Below(n), b = draws.Below(n);
            if (a != b) edges.Add(Edge.Between(a, b));
        }
        ImmutableArray<double> rates = [.. edges.Select(_ => Math.Pow(10, decades * (2 * draws.Uniform() - 1)))];
        return new(new Graph(n, edges), rates);
    }
}
