using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// Rates, and duals up to scaling, of an iterate: Z (none for resistance), ω
/// (for communications), the limits' duals, and the total's (not for communications).
/// </summary>
internal sealed record Solution(double[] Rates, Dense? Z, double[] Omega, LimitDuals Limits, double Total)
{
    public static Dense Duplicate(Dense z)
    {
        Dense copy = new(z.Rows, z.Columns);
        copy.CopyFrom(z);
        return copy;
    }
}
