using System.Numerics;

namespace Gossip.Methods.Predictions;

/// <summary>An eigenvalue with what proves it.</summary>
/// <param name="Value">θ.</param>
/// <param name="Residual">|Av − θv| of its unit vector v.</param>
/// <param name="Products">Products with A that it took.</param>
internal readonly record struct Ritz(Complex Value, double Residual, int Products);
