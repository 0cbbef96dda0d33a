using System.Globalization;
using System.Text.RegularExpressions;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Tests.Report;

/// <summary>Contrast by the Web Content Accessibility Guidelines 2.2: 4.5 for text, 3 for lines and marks.</summary>
public partial class ContrastTests
{
    [GeneratedRegex(@"--(\w+):#(\w\w)(\w\w)(\w\w);")]
    private static partial Regex Colour();

    private static Dictionary<string, double> Luminances(bool dark)
    {
        string[] roots = ReportPage.Html(Samples.Report()).Split(":root{");
        return Colour().Matches(roots[dark ? 2 : 1].Split('}')[0]).ToDictionary(m => m.Groups[1].Value,
            m => 0.2126 * Channel(m.Groups[2]) + 0.7152 * Channel(m.Groups[3]) + 0.0722 * Channel(m.Groups[4]));

        static double Channel(Group hex)
        {
            double c = int.Parse(hex.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
    }

    private static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Everything_can_be_told_from_what_it_stands_on(bool dark)
    {
        Dictionary<string, double> of = Luminances(dark);
        foreach (string text in new[] { "ink", "soft", "blue", "amber", "teal", "violet" }) Contrast(of[text], of["card"]).ShouldBeGreaterThan(4.5, text);
        foreach (string text in new[] { "ink", "soft" }) Contrast(of[text], of["page"]).ShouldBeGreaterThan(4.5, text);
        foreach (string line in new[] { "edge", "rim", "red", "green" }) Contrast(of[line], of["card"]).ShouldBeGreaterThan(3, line);
        foreach (string shade in new[] { "plain", "q0", "q1", "q2" }) Contrast(of[shade], of["t0"]).ShouldBeGreaterThan(4.5, shade);
        Contrast(of["q3"], of["t3"]).ShouldBeGreaterThan(4.5);
        foreach (string shade in new[] { "q4", "q5", "q6" }) Contrast(of[shade], of["t1"]).ShouldBeGreaterThan(4.5, shade);
    }
}
