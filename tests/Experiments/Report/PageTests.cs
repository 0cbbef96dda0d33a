using System.Xml.Linq;
using Gossip.Experiments.Report;

namespace Gossip.Experiments.Tests.Report;

public class PageTests
{
    [Fact]
    public void The_page_can_be_read_aloud()
    {
        XDocument page = Samples.Page(Samples.Report());
        page.Root!.Attribute("lang")!.Value.ShouldBe("en");
        page.Descendants("h1").Count().ShouldBe(1);
        string[] ids = page.Descendants().Attributes("id").Select(a => a.Value).ToArray();
        ids.Distinct().Count().ShouldBe(ids.Length);
        page.Descendants("section").ShouldAllBe(s => ids.Contains(s.Attribute("aria-labelledby")!.Value));
        page.Descendants("th").ShouldAllBe(t => t.Attribute("scope") != null);
        page.Of("svg", "figure").Count().ShouldBe(5);
        page.Of("svg", "figure").ShouldAllBe(s => s.Attribute("role")!.Value == "img" && s.Attribute("aria-label")!.Value.Length > 20);
        page.Descendants("svg").ShouldAllBe(s => s.Attribute("role") != null || s.Attribute("aria-hidden") != null || s.Parent!.Name == "g" || s.Parent!.Name == "svg");
    }

    [Fact]
    public void The_tiles_tell_the_last_numbers()
    {
        Dictionary<string, string> tiles = Samples.Page(Samples.Report()).Of("dl", "tiles").Single().Elements()
            .ToDictionary(t => t.Element("dt")!.Value, t => t.Element("dd")!.Value);
        tiles.ShouldBe(new Dictionary<string, string>
        {
            ["relative error"] = "1 × 10⁻⁸", ["units of time"] = "80", ["gradients"] = "1,280", ["exchanges"] = "1,920", ["nodes"] = "16", ["edges"] = "57",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Long_runs_are_tabled_from_their_first_to_their_last_point()
    {
        XElement[] rows = Samples.Page(Samples.Report() with { Points = Samples.Run(1001) }).Of("table", "numbers").Single()
            .Descendants("tbody").Single().Elements().ToArray();
        rows.Length.ShouldBe(25);
        rows[0].Elements().First().Value.ShouldBe("0");
        rows[^1].Elements().First().Value.ShouldBe("1,000");
    }

    [Fact]
    public void A_run_without_anything_has_a_page()
    {
        XDocument page = Samples.Page(new RunReport { Title = "nothing", Outcome = "Stopped before it began.", Failed = true });
        page.Descendants("section").ShouldBeEmpty();
        page.Of("p", "outcome").Single().Value.Trim().ShouldBe("Stopped before it began.");
        page.Of("p", "failed").Count().ShouldBe(1);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes() =>
        ReportPage.Html(Samples.Report()).ShouldBe(ReportPage.Html(Samples.Report()));

    [Fact]
    public void A_page_is_there_as_a_whole_or_not_at_all()
    {
        string folder = Directory.CreateTempSubdirectory("gossip-report").FullName;
        try
        {
            string path = Path.Combine(folder, "new", "report.html");
            ReportPage.Write(path, Samples.Report());
            ReportPage.Write(path, Samples.Report());
            File.ReadAllText(path).ShouldBe(ReportPage.Html(Samples.Report()));
            Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!).ShouldBe([path]);

            string taken = Path.Combine(folder, "taken");
            Directory.CreateDirectory(Path.Combine(taken, "inside"));
            Should.Throw<IOException>(() => ReportPage.Write(taken, Samples.Report()));
            Directory.GetFiles(folder).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
