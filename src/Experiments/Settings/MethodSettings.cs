using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>method</c>.</summary>
/// <param name="Name"><c>dadao</c> or <c>ad-psgd</c>.</param>
/// <param name="Chi1">DADAO: χ₁ to be used instead of the one computed from the rates.</param>
/// <param name="Rate">AD-PSGD: step size; null takes 1/(2L).</param>
public sealed record MethodSettings(string Name, double? Chi1, double? Rate)
{
    /// <summary>DADAO.</summary>
    public const string Dadao = "dadao";

    /// <summary>Randomized gossip SGD.</summary>
    public const string AdPsgd = "ad-psgd";

    internal static MethodSettings Read(Section method)
    {
        MethodSettings read = new(
            method.Choice("name", Dadao, Dadao, AdPsgd),
            method.Number("chi1", null, Interval.Positive),
            method.Number("rate", null, Interval.Positive));
        if (read.Name != Dadao && read.Chi1 is not null) method.Refuse("chi1", $"no chi1: {read.Name} does not use it");
        if (read.Name != AdPsgd && read.Rate is not null) method.Refuse("rate", $"no rate: {read.Name} computes its own steps");
        return read;
    }
}
