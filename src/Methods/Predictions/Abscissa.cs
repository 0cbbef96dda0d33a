using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Methods.Predictions;

/// <summary>Where the eigenvalues of small matrices lie.</summary>
internal static class Abscissa
{
    /// <summary>The largest real part; −∞ of a matrix without rows.</summary>
    public static double Of(Matrix<double> m) => m.RowCount == 0 ? double.NegativeInfinity : m.Evd(Symmetricity.Asymmetric).EigenValues.Max(z => z.Real);

    /// <summary>The largest modulus; 0 of a matrix without rows.</summary>
    public static double Radius(Matrix<double> m) => m.RowCount == 0 ? 0 : m.Evd(Symmetricity.Asymmetric).EigenValues.Max(z => z.Magnitude);
}
