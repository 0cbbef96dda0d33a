namespace Gossip.Experiments.Report;

/// <summary>Shades for errors, in equal steps of their logarithm from the least positive to the largest.</summary>
internal sealed class Shades
{
    public Shades(IReadOnlyList<double> errors)
    {
        double[] usable = errors.Where(e => e > 0 && double.IsFinite(e)).ToArray();
        (Least, Most) = usable.Length > 0 ? (usable.Min(), usable.Max()) : (0, 0);
    }

    public double Least { get; }
    public double Most { get; }

    /// <summary>The class q0 … of an error; zero is the lightest, what is not finite the darkest.</summary>
    public string Of(double error)
    {
        if (!double.IsFinite(error)) return $"q{Theme.Shades - 1}";
        if (!(error > 0)) return "q0";
        double ratio = Math.Log(Most / Least);
        double position = ratio > 1e-9 ? Math.Log(error / Least) / ratio : 0.5;
        return $"q{Math.Clamp((int)(position * Theme.Shades), 0, Theme.Shades - 1)}";
    }
}
