using System.Globalization;

namespace Gossip.Topology.Tests;

/// <summary>Independently computed spectra of small graphs: data/optima.csv and the edge lists beside it.</summary>
public sealed record Reference(string Name, int Nodes, int Edges, double Lambda2, double T, double TotalResistance)
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data");

    public static IEnumerable<Reference> All =>
        File.ReadLines(Path.Combine(Folder, "optima.csv")).Skip(1).Select(line => line.Split(',')).Select(c =>
            new Reference(c[0], Whole(c[1]), Whole(c[2]), Number(c[3]), Number(c[4]), Number(c[8])));

    public static TheoryData<string, int> Keys => new(All.Select(r => (r.Name, r.Nodes)));

    public static Reference Of(string name, int nodes) => All.Single(r => r.Name == name && r.Nodes == nodes);

    public Graph Graph => ReadGraph($"{Name}_n{Nodes}");

    public static Graph ReadGraph(string file) => GraphFile.Read(Path.Combine(Folder, "graphs", file + ".edges")).Graph;

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
