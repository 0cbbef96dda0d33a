using System.Globalization;

namespace Gossip.Experiments.Running;

/// <summary>Numbers as terminals and logs show them: short, in plain characters.</summary>
public static class Plain
{
    /// <summary>Three significant digits, as 0.0123, 153 or 1.23e-09.</summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        return size is 0 or (>= 1e-3 and < 1e6)
            ? value.ToString(size >= 100 ? "0" : size >= 10 ? "0.#" : size >= 1 ? "0.##" : "0.#####", CultureInfo.InvariantCulture)
            : value.ToString("0.00e+00", CultureInfo.InvariantCulture);
    }
}
