using Gossip.Sdp.Algebra;
using Gossip.Topology;

namespace Gossip.Sdp.FirstOrder;

/// <summary>λ₂, χ₂ and n Tr Λ⁺ of rates, to rounding.</summary>
internal readonly record struct Figures(double Lambda2, double Chi2, double TotalResistance)
{
    /// <summary>By elimination; the rates must connect the graph.</summary>
    public static Figures Of(Graph graph, Resistances green, ReadOnlySpan<double> rates)
    {
        double[] resistances = new double[rates.Length];
        if (!green.Of(rates, resistances)) throw new ArgumentException("the rates do not connect the graph");
        Dense vector = new(graph.Nodes, 1);
        double slowest = -Lanczos.Settled((x, y) =>
        {
            double mean = 0;
            foreach (double v in x) mean += v / x.Length;
            for (int i = 0; i < y.Length; i++) vector[i, 0] = x[i] - mean;
            green.Solve(vector);
            for (int i = 0; i < y.Length; i++) y[i] = -vector[i, 0];
        }, graph.Nodes);
        double largest = 0;
        for (int e = 0; e < rates.Length; e++)
            if (rates[e] > 0) largest = Math.Max(largest, resistances[e]);
        return new(1 / slowest, largest / 2, graph.Nodes * green.Slope(new double[rates.Length], masses: true, resistances));
    }

    /// <summary>These as a spectrum, without an eigenvector.</summary>
    public Spectrum ToSpectrum() => new(Lambda2, 0, default, Chi2, true);
}
