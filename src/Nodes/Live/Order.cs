namespace Gossip.Nodes.Live;

/// <summary>
/// What somebody outside asks of a running cluster, through any of its processes: see <see cref="ClusterClient.Tell"/>.
/// </summary>
/// <param name="Word">pause, resume, stop or rates.</param>
/// <param name="Rates">Of rates: which, as <see cref="RateOrder"/> writes them; empty for the experiment's own.</param>
public sealed record Order(string Word, string Rates = "")
{
    /// <summary>Clocks stand still at all processes, at those that come later too; the state stays.</summary>
    public static readonly Order Pause = new("pause");

    /// <summary>Clocks go on.</summary>
    public static readonly Order Resume = new("resume");

    /// <summary>All processes save, leave and end. There is no way back.</summary>
    public static readonly Order Stop = new("stop");

    /// <summary>A new epoch with other rates.</summary>
    public static Order Rate(RateOrder rates) => new("rates", rates.ToString());

    /// <summary>The orders there are.</summary>
    public static IReadOnlyList<string> Words { get; } = ["pause", "resume", "stop", "rates"];
}
