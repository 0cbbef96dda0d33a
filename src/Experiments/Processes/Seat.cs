using System.Globalization;

namespace Gossip.Experiments.Processes;

/// <summary>A place in the cluster: a name, its nodes, and the lives of the process that holds it, one after another.</summary>
internal sealed class Seat(string name, IReadOnlyList<int> nodes)
{
    public string Name => name;

    public IReadOnlyList<int> Nodes => nodes;

    /// <summary>The present or last life.</summary>
    public NodeProcess? Process { get; set; }

    /// <summary>Where it listens or last listened; the next life takes the same ports.</summary>
    public NodeReady? Ready { get; set; }

    /// <summary>Whether its end has been told.</summary>
    public bool IsMourned { get; set; }

    /// <summary>Lives in a row that ended soon after they began.</summary>
    public int ShortLives { get; set; }

    /// <summary>Lives begun.</summary>
    public int Lives { get; set; }

    /// <summary>The arguments of <c>gossip</c> for its next life.</summary>
    public IEnumerable<string> Arguments(string file, string? checkpoints, string? events, IReadOnlyList<string> seeds) =>
    [
        "node", file, "--name", name, "--nodes", NodeList.Text(nodes), "--with-parent",
        .. checkpoints is null ? (string[])[] : ["--checkpoint", checkpoints],
        .. events is null ? (string[])[] : ["--events", Path.Combine(events, $"{name}-{Lives}.csv")],
        .. Ready is null ? (string[])[] : ["--port", Port(Ready.SeedAddress.Port), "--lane-port", Port(Ready.LaneAddress.Port)],
        .. seeds.Count == 0 ? (string[])[] : ["--seeds", string.Join(',', seeds)],
    ];

    private static string Port(int port) => port.ToString(CultureInfo.InvariantCulture);
}
