using Gossip.Core;

namespace Gossip.Topology;

/// <summary>
/// Refuses rates too low to converge. DADAO needs χ₁χ₂ ≤ ½; below about that it does not get slow, it diverges.
/// </summary>
public static class RateGuard
{
    /// <summary>The bound on χ₁χ₂ under which the method's constants are proven.</summary>
    public const double Kappa = 0.5;

    /// <summary>
    /// Throws <see cref="InputException"/> where χ₁χ₂ &gt; κ (beyond 1e-9 of rounding), and names the smallest total rate in the given proportions.
    /// </summary>
    public static void Require(Schedule schedule, double kappa = Kappa, string place = "rates")
    {
        foreach (RatedGraph rated in schedule.Graphs) Connectivity.Require(rated, place);
        double product = schedule.Chi1 * schedule.Chi2;
        if (product <= kappa * (1 + 1e-9)) return;
        double total = schedule.Graphs.Max(g => g.TotalRate), factor = Math.Sqrt(product / kappa);
        throw InputException.At(place,
            FormattableString.Invariant($"chi1*chi2 = {product:G6} at a total rate of {total:G6}"),
            FormattableString.Invariant($"at most {kappa:G6}, which these proportions reach at a total rate of {RoundUp(total * factor):G8}"));
    }

    /// <summary>Eight digits, never below the value: what is printed must pass when typed in.</summary>
    private static double RoundUp(double value)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 7);
        return Math.Ceiling(value / unit) * unit;
    }
}
