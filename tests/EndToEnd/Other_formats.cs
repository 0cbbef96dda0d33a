using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Gossip.EndToEnd.Tests;

/// <summary>What is written beside CSV and SVG, read by readers of their own: a PNG decoder, an XML parser, and other programs where there are some.</summary>
[Collection(nameof(InsideThisProcess))]
public sealed class Other_formats : IDisposable
{
    private const string Run = "problem: { loss: quadratic, data: toy.csv }\ngraph: ring:5\nstop: { error: 1e-6 }\nrecord: { formats: [csv, parquet, tensorboard], pictures: [svg, png] }";

    private readonly Shell _shell = new();

    public Other_formats() => _shell.Write("toy.csv", "1,1,0\n1,2,1\n1,0,2\n1,1,1\n1,4,0\n");

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Come_with_any_run_and_go_with_the_next()
    {
        _shell.Write("run.yaml", Run);
        _shell.Inside("run", "run.yaml", "--out", "out").Code.ShouldBe(0);
        string[] files = ["metrics.parquet", "metrics.tfevents", "convergence.png"];
        foreach (string file in files) File.Exists(_shell["out/" + file]).ShouldBeTrue(file);
        _shell.Read("out/experiment.yaml").ShouldContain("formats: [csv, parquet, tensorboard]");

        _shell.Inside("run", "run.yaml", "--out", "out", "--set", "record=null").Code.ShouldBe(0);
        foreach (string file in files) File.Exists(_shell["out/" + file]).ShouldBeFalse(file);
    }

    /// <summary>White paper, the curve's blue and the title's ink: letters are there though nothing is said of the machine's fonts.</summary>
    [Fact]
    public void A_picture_in_dots_has_curves_and_letters()
    {
        _shell.Write("run.yaml", Run);
        _shell.Inside("run", "run.yaml", "--out", "out").Code.ShouldBe(0);
        (int width, int height, byte[] rgba) = Png(File.ReadAllBytes(_shell["out/convergence.png"]));
        (width, height).ShouldBe((1880, 1360));
        Near(0, 0, 1, 1, 0xff, 0xff, 0xff).ShouldBe(1);
        Near(0, 0, width, height, 0x1d, 0x5f, 0xd1).ShouldBeGreaterThan(1000);
        // the first panel's title
        Near(130, 40, 320, 50, 0x18, 0x21, 0x2d).ShouldBeGreaterThan(200);

        int Near(int left, int top, int wide, int high, int r, int g, int b) => Enumerable.Range(top, high).Sum(y => Enumerable.Range(left, wide)
            .Count(x => Math.Abs(rgba[4 * (y * width + x)] - r) + Math.Abs(rgba[4 * (y * width + x) + 1] - g) + Math.Abs(rgba[4 * (y * width + x) + 2] - b) < 12));
    }

    [Theory]
    [InlineData("record: { formats: [csv, parqet] }", "bad.yaml:3: record.formats: found 'parqet', expected a list of csv, parquet, tensorboard")]
    [InlineData("record: { formats: parquet }", "record.formats: found 'parquet', expected a list of csv, parquet, tensorboard")]
    [InlineData("record: { pictures: [jpg] }", "record.pictures: found 'jpg', expected a list of svg, png")]
    public void Are_refused_in_one_line_where_nobody_knows_them(string record, string expected)
    {
        _shell.Write("bad.yaml", "problem: { loss: quadratic, data: toy.csv }\ngraph: ring:5\n" + record);
        _shell.ShouldRefuse(expected, _shell.Inside, "run", "bad.yaml");
    }

    [Fact]
    public void A_graph_in_xml_has_every_edge_with_its_rate_and_cost()
    {
        _shell.Write("g.edges", "0 1 2.5 7\n1 2 1e-7 3\n0 2 1 0.5\n");
        _shell.Inside("graph", "g.edges", "--graphml", "g.graphml").Code.ShouldBe(0);
        XDocument document = XDocument.Parse(_shell.Read("g.graphml"));
        XNamespace ml = "http://graphml.graphdrawing.org/xmlns";
        document.Descendants(ml + "node").Select(n => n.Attribute("id")!.Value).ShouldBe(["0", "1", "2"]);
        document.Descendants(ml + "edge").Select(e => string.Join(' ', [e.Attribute("source")!.Value, e.Attribute("target")!.Value, .. e.Elements().Select(d => $"{d.Attribute("key")!.Value}={d.Value}")]))
            .ShouldBe(["0 1 rate=2.5 cost=7", "0 2 rate=1 cost=0.5", "1 2 rate=1E-07 cost=3"]);
        document.Descendants(ml + "key").Select(k => (string)k.Attribute("attr.type")!).ShouldBe(["double", "double"]);

        Assert.SkipUnless(Other("python3", "-c", "import networkx") is not null, "python3 with networkx is not installed");
        Other("python3", "-c", "import networkx as nx; g = nx.read_graphml('g.graphml'); print(g.number_of_nodes(), g.is_directed(), g['0']['1']['rate'], g['1']['2']['rate'], g['0']['2']['cost'])")
            .ShouldBe("3 False 2.5 1e-07 0.5");
    }

    [Fact]
    public void A_graph_for_Graphviz_is_drawn_by_it()
    {
        _shell.Write("g.edges", "0 1 2.5 7\n1 2 1e-7 3\n0 2 1 0.5\n");
        _shell.Inside("graph", "g.edges", "--dot", "g.dot").Code.ShouldBe(0);
        string[] lines = [.. _shell.Read("g.dot").Split('\n').Select(line => line.Trim())];
        lines[0].ShouldBe("graph {");
        lines.ShouldContain("0 -- 1 [rate=\"2.5\", cost=\"7\", penwidth=3.5]");
        lines.ShouldContain("1 -- 2 [rate=\"1E-07\", cost=\"3\", penwidth=0.5]");

        Assert.SkipUnless(Other("dot", "-V") is not null, "Graphviz is not installed");
        Other("dot", "-Tplain", "g.dot")!.Split('\n').Count(line => line.StartsWith("edge ", StringComparison.Ordinal)).ShouldBe(3);
    }

    /// <summary>What another program prints, or null where it is missing or fails.</summary>
    private string? Other(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _shell.Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            Finished finished = Shell.Wait(process);
            return finished.Code == 0 ? finished.Out.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Width, height and dots of an 8-bit RGB or RGBA file without interlacing (PNG specification, sections 5, 7 and 9).</summary>
    private static (int Width, int Height, byte[] Rgba) Png(byte[] file)
    {
        Convert.ToHexString(file.AsSpan(0, 8)).ShouldBe("89504E470D0A1A0A");
        using MemoryStream packed = new(), unpacked = new();
        int width = 0, height = 0, each = 0;
        for (int at = 8; at < file.Length;)
        {
            int length = Big(at);
            string kind = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            if (kind == "IHDR")
            {
                (width, height, each) = (Big(at + 8), Big(at + 12), file[at + 17] switch { 2 => 3, 6 => 4, var other => throw new InvalidDataException($"colours of kind {other}") });
                (file[at + 16], file[at + 20]).ShouldBe(((byte)8, (byte)0));
            }
            if (kind == "IDAT") packed.Write(file, at + 8, length);
            at += 12 + length;
        }
        packed.Position = 0;
        using (ZLibStream zip = new(packed, CompressionMode.Decompress)) zip.CopyTo(unpacked);
        byte[] raw = unpacked.ToArray(), dots = new byte[4 * width * height];
        byte[] above = new byte[width * each];
        for (int y = 0; y < height; y++)
        {
            int start = y * (width * each + 1);
            byte[] line = raw[(start + 1)..(start + 1 + width * each)];
            for (int k = 0; k < line.Length; k++)
            {
                int a = k < each ? 0 : line[k - each], b = above[k], c = k < each ? 0 : above[k - each], p = a + b - c;
                int paeth = Math.Abs(p - a) <= Math.Abs(p - b) && Math.Abs(p - a) <= Math.Abs(p - c) ? a : Math.Abs(p - b) <= Math.Abs(p - c) ? b : c;
                line[k] += (byte)(raw[start] switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, 4 => paeth, var other => throw new InvalidDataException($"filter {other}") });
            }
            for (int x = 0; x < width; x++)
                for (int k = 0; k < 4; k++) dots[4 * (y * width + x) + k] = k < each ? line[x * each + k] : (byte)255;
            above = line;
        }
        return (width, height, dots);

        int Big(int at) => file[at] << 24 | file[at + 1] << 16 | file[at + 2] << 8 | file[at + 3];
    }
}
