using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Sweeps;

/// <summary>What is swept: a key of the experiment, or variants with a name.</summary>
internal sealed record Axis(string Name, IReadOnlyList<AxisValue> Values)
{
    /// <summary>The numbers that its values are; null where one of them is none.</summary>
    public IReadOnlyList<double>? Numbers { get; } = NumbersOf(Values);

    private static List<double>? NumbersOf(IReadOnlyList<AxisValue> values)
    {
        List<double> numbers = [];
        foreach (AxisValue value in values)
        {
            if (!Interval.Finite.TryParse(value.Label, out double number)) return null;
            numbers.Add(number);
        }
        return numbers;
    }
}
