using Gossip.Experiments.Report;

namespace Gossip.Experiments.Sweeps.Page;

/// <summary>A number for each pair of values of two axes, the stronger its shade the larger; shades are even in the logarithm where all are above zero.</summary>
internal sealed record HeatMap(string Title, string RowName, string ColumnName, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double>> Values)
{
    private const double Top = 62, RowHeight = 30, WidestCell = 112, NarrowestLabelled = 46, Paper = 820;

    private double Left => Math.Min(220, 24 + 7.2 * Rows.Max(r => r.Length));

    private double CellWidth => Math.Min(WidestCell, (Paper - Left - 8) / Columns.Count);

    /// <summary>Size in the units of the drawing.</summary>
    public double Width => Math.Max(320, Left + CellWidth * Columns.Count + 8);

    /// <summary>Its height.</summary>
    public double Height => Top + RowHeight * Rows.Count + 12;

    /// <summary>What a reader who does not see it should know.</summary>
    public string Description => $"{Title}, {RowName} down and {ColumnName} across: {string.Join("; ", Rows.Select((row, i) => $"{row}: {string.Join(", ", Columns.Select((column, j) => $"{column} {Number(Values[i][j])}"))}"))}.";

    /// <summary>Everything within the frame.</summary>
    public Markup Draw()
    {
        Markup svg = new();
        double[] known = [.. Values.SelectMany(v => v).Where(double.IsFinite)];
        bool isLog = known.All(v => v > 0);
        (double least, double most) = known.Length == 0 ? (0, 1) : (Scale(known.Min()), Scale(known.Max()));
        svg.Add($"<text class=\"name\" x=\"8\" y=\"20\">{Title}</text>");
        for (int j = 0; j < Columns.Count; j++)
            svg.Add($"<text class=\"label\" text-anchor=\"middle\" x=\"{Left + (j + 0.5) * CellWidth}\" y=\"{Top - 8}\">{PagePlan.Short(Columns[j], (int)Math.Max(3, CellWidth / 7.2))}<title>{ColumnName}: {Columns[j]}</title></text>");
        for (int i = 0; i < Rows.Count; i++)
        {
            double y = Top + RowHeight * i;
            svg.Add($"<text class=\"label\" text-anchor=\"end\" x=\"{Left - 10}\" y=\"{y + RowHeight / 2 + 4}\">{PagePlan.Short(Rows[i], (int)(Left / 7.2))}</text>");
            for (int j = 0; j < Columns.Count; j++)
            {
                double value = Values[i][j], x = Left + j * CellWidth;
                string shade = double.IsFinite(value) ? $"q{(most > least ? Math.Clamp((int)((Scale(value) - least) / (most - least) * Theme.Shades), 0, Theme.Shades - 1) : 2)}" : "none";
                svg.Add($"<rect class=\"cell {shade}\" x=\"{x + 1}\" y=\"{y + 1}\" width=\"{CellWidth - 2}\" height=\"{RowHeight - 2}\" rx=\"3\"><title>{Rows[i]}, {Columns[j]}: {Number(value)}</title></rect>");
                if (CellWidth >= NarrowestLabelled) svg.Add($"<text class=\"{(shade == "none" ? "missing" : $"id {shade}")}\" text-anchor=\"middle\" x=\"{x + CellWidth / 2}\" y=\"{y + RowHeight / 2 + 4}\">{Number(value)}</text>");
            }
        }
        return svg;

        double Scale(double value) => isLog ? Math.Log(value) : value;
    }

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "not reached" : Display.Number(value);
}
