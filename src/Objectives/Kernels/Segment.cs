using MathNet.Numerics.Integration;

namespace Gossip.Objectives;

/// <summary>Taylor's remainder in integral form, for differences that subtraction would lose.</summary>
internal static class Segment
{
    private static readonly GaussLegendreRule Rule = new(0, 1, 12);

    /// <summary>∫₀¹ (1 − s) curvature(s) ds by twelve Gauss points: all terms positive, so nothing cancels.</summary>
    public static double Remainder(Func<double, double> curvature)
    {
        double sum = 0;
        for (int k = 0; k < Rule.Order; k++)
        {
            double s = Rule.GetAbscissa(k);
            sum += Rule.GetWeight(k) * (1 - s) * curvature(s);
        }
        return sum;
    }
}
