using System.Globalization;
using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Sweeps;

/// <summary><c>{ from: 0.01, to: 1, steps: 5, scale: log }</c>: numbers from one to another, both among them.</summary>
internal static class ValueRange
{
    private const int Most = 10_000;

    /// <summary>The numbers as texts; none where the range has a mistake, which is noted.</summary>
    public static IReadOnlyList<string> Read(Section range)
    {
        double? from = range.Number("from"), to = range.Number("to"), step = range.Number("step", null, Interval.Positive);
        int? steps = range.Integer("steps", null, 2);
        bool isLog = range.Choice("scale", "linear", "linear", "log") == "log";
        foreach (string key in (string[])["from", "to"])
            if (!range.Has(key)) range.Refuse(key, "a number: where the range begins or ends");
        if (from is not { } a || to is not { } b) return [];
        if (!(a < b)) range.Refuse("to", FormattableString.Invariant($"a number above {a}"));
        else if (isLog && a <= 0) range.Refuse("from", "a number > 0, for scale: log");
        else if (isLog && step is not null) range.Refuse("step", "steps, how many numbers: a logarithmic range has no step");
        else if (steps is null == step is null) range.Refuse("steps", "either steps, how many numbers, or step, from one to the next");
        else if ((b - a) / step > Most || steps > Most) range.Refuse(steps is null ? "step" : "steps", $"at most {Most} numbers");
        else return [.. Numbers(a, b, steps, step, isLog).Select(Text)];
        return [];
    }

    private static IEnumerable<double> Numbers(double from, double to, int? steps, double? step, bool isLog)
    {
        if (step is { } size)
        {
            for (int k = 0; from + k * size <= to + 1e-9 * size; k++) yield return from + k * size;
            yield break;
        }
        for (int k = 0; k < steps; k++)
        {
            double share = (double)k / (steps!.Value - 1);
            yield return isLog ? from * Math.Pow(to / from, share) : from + share * (to - from);
        }
    }

    /// <summary>Without the digits that rounding made.</summary>
    private static string Text(double number) => number.ToString("G10", CultureInfo.InvariantCulture);
}
