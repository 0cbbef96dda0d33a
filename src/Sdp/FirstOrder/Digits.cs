using System.Collections.Immutable;
using System.Globalization;

namespace Gossip.Sdp.FirstOrder;

/// <summary>Rows of Z with six digits: any Z ⪰ 0 proves something, and plan files stay small.</summary>
internal static class Digits
{
    public static ImmutableArray<ImmutableArray<double>> Rounded(ImmutableArray<ImmutableArray<double>> rows) => [.. rows.Select(Rounded)];

    private static ImmutableArray<double> Rounded(ImmutableArray<double> row)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(row.Max(Math.Abs))) - 7);
        string format = "G9";
        return [.. row.Select(x => double.Parse((Math.Round(x / unit) * unit).ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
    }

    /// <summary>Σ over rows of the squared distance from the mean: Tr ΠZΠ.</summary>
    public static double Trace(ImmutableArray<ImmutableArray<double>> rows)
    {
        double trace = 0;
        foreach (ImmutableArray<double> z in rows)
        {
            double mean = z.Average();
            foreach (double x in z) trace += (x - mean) * (x - mean);
        }
        return trace;
    }

    /// <summary>eᵀZe by edge.</summary>
    public static double[] Forms(Topology.Graph graph, ImmutableArray<ImmutableArray<double>> rows)
    {
        double[] forms = new double[graph.Edges.Length];
        foreach (ImmutableArray<double> z in rows)
            for (int e = 0; e < forms.Length; e++)
            {
                double d = z[graph.Edges[e].I] - z[graph.Edges[e].J];
                forms[e] += d * d;
            }
        return forms;
    }
}
