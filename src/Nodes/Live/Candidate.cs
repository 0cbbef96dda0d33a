namespace Gossip.Nodes.Live;

/// <summary>A process that wants to be let into a cluster.</summary>
/// <param name="Options">How it was set up.</param>
/// <param name="Digest">The digest of its experiment.</param>
/// <param name="MayBegin">Whether it may begin a cluster although it is no seed.</param>
/// <param name="Notice">Tells a person something.</param>
/// <param name="Fail">Ends it with an exit code and a line.</param>
/// <param name="Rejoin">Makes it begin a new life in the cluster, and says why.</param>
internal sealed record Candidate(HostOptions Options, string Digest, bool MayBegin, Action<string> Notice, Action<int, string> Fail, Action<string> Rejoin)
{
    /// <summary>Its name in messages.</summary>
    public string Name => Options.Name;
}
