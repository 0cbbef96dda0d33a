using MathNet.Numerics.LinearAlgebra;

namespace Gossip.Objectives;

/// <summary>Extreme eigenvalues of AᵀA.</summary>
internal static class Spectrum
{
    /// <summary>Least and greatest eigenvalue of AᵀA, d × d, from the smaller one of AᵀA and AAᵀ; 0 where A has no full column rank.</summary>
    public static (double Least, double Greatest) OfGram(AlignedMatrix a)
    {
        bool wide = a.Columns > a.Rows;
        AlignedMatrix gram;
        if (wide)
        {
            gram = Gram.OfRows(a);
        }
        else
        {
            var ones = new double[a.Rows];
            Array.Fill(ones, 1);
            gram = Gram.OfColumns(a, ones);
        }
        int size = gram.Rows;
        Matrix<double> matrix = Matrix<double>.Build.Dense(size, size, (i, j) => gram[i][j]);
        Vector<double> eigenvalues = matrix.Evd(Symmetricity.Symmetric).EigenValues.Map(value => value.Real);
        double greatest = Math.Max(eigenvalues.Maximum(), 0), least = eigenvalues.Minimum();
        return (wide || least <= size * 2.2e-16 * greatest ? 0 : least, greatest);
    }
}
