namespace Gossip.Objectives.Streams;

/// <summary>A table read for a stream, with its loss and what theory needs.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Loss">Their loss.</param>
/// <param name="Notes">What the reader should know, a sentence each.</param>
public sealed record TableReader(Table Table, RowLoss Loss, IReadOnlyList<string> Notes)
{
    /// <summary>Reads a file and prepares it: features are divided by <paramref name="scale"/> first of all.</summary>
    public static TableReader Read(string path, string loss, string? target, bool standardise, bool bias, double scale = 1)
    {
        Table table = DataFile.Read(path, target);
        if (scale != 1) Preparation.Divide([table], scale);
        IReadOnlyList<string> notes = standardise ? Preparation.Standardise([table]) : [];
        if (bias) table = Preparation.WithBias(table);
        if (loss == "logistic") Preparation.ToSigns([table]);
        return new(table, RowLoss.Of(loss, () => Preparation.CountClasses([table])), notes);
    }

    /// <summary>G for models of |x| up to <paramref name="reach"/>, over all rows.</summary>
    public double GradientBound(double reach) => Enumerable.Range(0, Table.Rows).Max(r => Loss.GradientBound(Size(r), Table.Targets[r], reach));

    /// <summary>L of the largest row: of losses that come in an order nobody drew.</summary>
    public double Smoothness => Loss.Smoothness(Math.Pow(LargestSize, 2));

    /// <summary>L of the mean over all rows, or over the rows of the class where it is largest: of losses that are drawn from them.</summary>
    public double ExpectedSmoothness(bool byClass) => Loss.Smoothness(
        Enumerable.Range(0, Table.Rows).GroupBy(r => byClass ? Table.Targets[r] : 0).Max(rows => LargestEigenvalue([.. rows])));

    /// <summary>α over all rows.</summary>
    public double ExpConcavity(double reach) => Loss.ExpConcavity(LargestSize, Table.Targets.Max(Math.Abs), reach);

    private double LargestSize => Enumerable.Range(0, Table.Rows).Max(Size);

    /// <summary>λ_max of the mean of a aᵀ over some rows.</summary>
    private double LargestEigenvalue(int[] rows)
    {
        double[,] gram = new double[Table.Width, Table.Width];
        foreach (int row in rows)
        {
            Span<double> a = Table[row];
            for (int i = 0; i < a.Length; i++)
                for (int j = 0; j < a.Length; j++) gram[i, j] += a[i] * a[j] / rows.Length;
        }
        return MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(gram).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Max(λ => λ.Real);
    }

    private double Size(int row)
    {
        double sum = 0;
        foreach (double each in Table[row]) sum += each * each;
        return Math.Sqrt(sum);
    }
}
