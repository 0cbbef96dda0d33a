using System.Globalization;

namespace Gossip.Experiments.Report;

/// <summary>Numbers as people read them: three significant digits, thousands in groups, powers of ten raised.</summary>
public static class Display
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Such as 0, 0.25, 1,234 or 9.41 × 10⁻⁹.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        string scientific = Math.Abs(value).ToString("0.##E+0", CultureInfo.InvariantCulture);
        int e = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(e + 1), CultureInfo.InvariantCulture);
        string size = value == 0 ? "0"
            : exponent is < -3 or > 5 ? $"{scientific[..e]} × {PowerOfTen(exponent)}"
            : Math.Abs(value).ToString(exponent >= 2 ? "#,0" : "0." + new string('#', 2 - exponent), CultureInfo.InvariantCulture);
        return value < 0 ? "−" + size : size;
    }

    /// <summary>Such as 18,034.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Such as 10⁻⁶.</summary>
    public static string PowerOfTen(int exponent) => "10" + (exponent < 0 ? "⁻" : "")
        + string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Raised[digit - '0']));
}
