namespace Gossip.Core;

/// <summary>
/// What a random stream is for. Together with the root seed and an id it names one stream, so that no two
/// uses ever share numbers. The values are part of every digest: never renumber, only add.
/// </summary>
public enum Purpose
{
    /// <summary>Random graphs; id = attempt.</summary>
    Graph = 1,
    /// <summary>Splitting data over nodes.</summary>
    Split = 2,
    /// <summary>Random starting points; id = node.</summary>
    Start = 3,
    /// <summary>A clock's inter-arrival times; id = clock.</summary>
    Clock = 4,
    /// <summary>Minibatches; id = node.</summary>
    Minibatch = 5,
    /// <summary>Layouts of drawn graphs.</summary>
    Layout = 6,
    /// <summary>Start vectors of iterative solvers and sketches.</summary>
    Solver = 7,
    /// <summary>How long a client's local rounds take; id = client.</summary>
    ClientTime = 8,
    /// <summary>Which clients take part in a round; id = round.</summary>
    ClientSampling = 9,
    /// <summary>Which rows are held out for testing; id = table.</summary>
    Test = 10,
    /// <summary>A model's first parameters; id = number of the array.</summary>
    Parameters = 11,
    /// <summary>The order of a stream of losses; id = node.</summary>
    Stream = 12,
    /// <summary>When a simulated node is away; id = node.</summary>
    Absence = 13,
}
