using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Tests.Report;

public partial class SelfContainedTests
{
    private const string Hostile = "<img src=x onerror=\"alert('1')\"/>&amp;</style></title>]]>\0\u001b\ud800";

    [GeneratedRegex(@"(https?:)?//\w|@import|url\(|\bsrc=|<script|<image|<use|\bon\w+=""", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();

    private static readonly Dictionary<string, Func<string>> s_pictures = new()
    {
        ["convergence"] = () => ConvergencePlot.Svg(Samples.Run(81), Hostile),
        ["graph"] = () => GraphDrawing.Svg(new Topology.Graph(2, [new(0, 1)], Hostile)),
        ["rates and errors"] = () => GraphDrawing.Svg(Samples.Rated(Samples.Barbell(16)), Samples.Report().NodeErrors),
        ["two plans"] = () => GraphDrawing.SideBySide(Samples.Rated(Samples.Ring(5)), Hostile, Samples.Rated(Samples.Ring(5)), "b"),
    };

    public static TheoryData<string> Pictures => [.. s_pictures.Keys];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_stands_alone_in_light_and_dark(string name)
    {
        string svg = s_pictures[name]();
        XElement root = XDocument.Parse(svg).Root!;
        string ours = svg.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal);
        Outside().Matches(ours.Replace("src=x onerror=&quot;", "", StringComparison.Ordinal)).ShouldBeEmpty();
        root.Descendants().ShouldNotContain(e => e.Name.LocalName == "img");
        XElement style = root.Elements().Single(e => e.Name.LocalName == "style");
        style.Value.ShouldContain("@media (prefers-color-scheme:dark)");
        style.Value.ShouldNotContain("var(");
        root.Attribute("role")!.Value.ShouldBe("img");
        root.Elements().Single(e => e.Name.LocalName == "title").Value.ShouldNotBeEmpty();
        root.Elements().Single(e => e.Name.LocalName == "desc").Value.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_page_asks_nothing_of_any_other_place()
    {
        string page = ReportPage.Html(Samples.Report());
        Outside().Matches(page).ShouldBeEmpty();
        page.ShouldContain("Content-Security-Policy\" content=\"default-src 'none'");
    }

    [Fact]
    public void Whatever_the_run_says_is_text_on_the_page()
    {
        RunReport hostile = new()
        {
            Title = Hostile,
            Subtitle = Hostile,
            Outcome = Hostile,
            Facts = [new(Hostile, Hostile, Hostile)],
            Points = Samples.Run(3),
            Graph = Samples.Rated(new Topology.Graph(2, [new(0, 1)], Hostile)),
            ExperimentYaml = Hostile,
            Warnings = [Hostile],
        };
        XDocument page = Samples.Page(hostile);
        page.Descendants("img").ShouldBeEmpty();
        string shown = Hostile.Replace('\0', '\ufffd').Replace('\u001b', '\ufffd').Replace('\ud800', '\ufffd');
        page.Descendants("h1").Single().Value.ShouldBe(shown);
        page.Descendants("code").Single().Value.ShouldBe(shown);
        page.Descendants("li").Single().Value.ShouldBe(shown);
        page.Descendants("title").First().Value.ShouldStartWith(shown);
        XElement fact = page.Of("table", "facts").Single();
        fact.Descendants("th").Single().Value.ShouldBe(shown);
        fact.Descendants("small").Single().Value.ShouldBe(shown);
    }
}
