namespace Gossip.Objectives;

/// <summary>The minimiser of a problem with the numbers that prove it.</summary>
/// <param name="Point">x*, padded.</param>
/// <param name="Value">F(x*).</param>
/// <param name="Residual">|∇F(x*)|, which bounds the distance to the exact minimiser by Residual/μ.</param>
/// <param name="Steps">Newton steps taken.</param>
public sealed record Optimum(double[] Point, double Value, double Residual, int Steps);
