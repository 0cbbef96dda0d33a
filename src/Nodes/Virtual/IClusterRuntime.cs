namespace Gossip.Nodes.Virtual;

/// <summary>A run in virtual time whose nodes live in other processes.</summary>
public interface IClusterRuntime : IRuntime
{
    /// <summary>Whether it has been disposed of, or cannot go on.</summary>
    bool HasEnded { get; }

    /// <summary>Ends the run: what is under way fails with a <see cref="RunFailedException"/> of this line. May be called by any thread.</summary>
    void Abort(string line);
}
