using System.Globalization;
using Gossip.Topology;

namespace Gossip.Sdp.Tests;

/// <summary>Independently certified optima of small graphs: data/optima.csv and the edge lists beside it.</summary>
public sealed record Reference(string Name, int Nodes, double UniformT, double T, double Lambda2, double TotalResistance)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data");

    public static IEnumerable<Reference> All =>
        File.ReadLines(Path.Combine(Folder, "optima.csv")).Skip(1).Select(line => line.Split(',')).Select(c =>
            new Reference(c[0], int.Parse(c[1], CultureInfo.InvariantCulture), Number(c[4]), Number(c[5]), Number(c[7]), Number(c[9])));

    public static TheoryData<string, int> Keys => new(All.Select(r => (r.Name, r.Nodes)));

    public static Reference Of(string name, int nodes) => All.Single(r => r.Name == name && r.Nodes == nodes);

    public Graph Graph => GraphFile.Read(Path.Combine(Folder, "graphs", $"{Name}_n{Nodes}.edges")).Graph;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
