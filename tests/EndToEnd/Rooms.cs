using System.Xml.Linq;

namespace Gossip.EndToEnd.Tests;

/// <summary>The doors between rooms, and the size of what stands in them.</summary>
public class Rooms
{
    /// <summary>Lower rooms first; a room may use those before it that it names.</summary>
    private static readonly Dictionary<string, string[]> Doors = new()
    {
        ["Core"] = [],
        ["Topology"] = ["Core"],
        ["Sdp"] = ["Topology"],
        ["Objectives"] = ["Core"],
        ["Methods"] = ["Topology"],
        ["Nodes"] = ["Methods", "Objectives", "Sdp"],
        ["Torch"] = ["Objectives", "Methods"],
        ["Experiments"] = ["Nodes", "Torch"],
        ["Dashboard"] = ["Experiments"],
        ["Cli"] = ["Experiments", "Dashboard"],
    };

    private static readonly string Source = Path.Combine(Repository.Root, "src");

    [Fact]
    public void Doors_open_one_way()
    {
        Directory.GetDirectories(Source).Select(Path.GetFileName).ShouldBe(Doors.Keys, ignoreOrder: true);
        foreach ((string room, string[] doors) in Doors)
        {
            XDocument project = XDocument.Load(Path.Combine(Source, room, $"Gossip.{room}.csproj"));
            project.Descendants("ProjectReference")
                .Select(r => Path.GetFileName(Path.GetDirectoryName(r.Attribute("Include")!.Value.Replace('\\', '/'))!))
                .ShouldBe(doors, ignoreOrder: true, customMessage: room);
        }
    }

    [Fact]
    public void Methods_know_no_actors_and_nodes_no_experiment_files()
    {
        Packages("Methods").ShouldNotContain("Akka");
        Packages("Nodes").ShouldNotContain("YamlDotNet");
    }

    [Fact]
    public void Files_are_small()
    {
        int[] lines = [.. Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")).Select(f => File.ReadLines(f).Count()).Order()];
        lines[^1].ShouldBeLessThanOrEqualTo(600);
        lines[lines.Length / 2].ShouldBeLessThanOrEqualTo(110);
    }

    private static IEnumerable<string> Packages(string room) => XDocument.Load(Path.Combine(Source, room, $"Gossip.{room}.csproj"))
        .Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value);
}
