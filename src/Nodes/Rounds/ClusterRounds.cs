using Gossip.Nodes.Virtual;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Rounds;

/// <summary>
/// Rounds on several processes, each a <see cref="VirtualHost"/>, driven from here. Bit-identical to <see cref="SequentialRounds"/>, however the
/// nodes are divided.
/// </summary>
public sealed class ClusterRounds : RoundRuntime, IClusterRuntime
{
    private readonly ProcessDriver _driver;

    private ClusterRounds(RoundSwarm swarm, RoundState state, ProcessDriver driver) : base(swarm, state) => _driver = driver;

    /// <inheritdoc/>
    public override string Name => "cluster";

    /// <summary>The rows of all nodes, asked for where they have changed; to be read between calls only.</summary>
    public override RoundState State
    {
        get
        {
            _driver.Freshen();
            return base.State;
        }
    }

    /// <inheritdoc/>
    public bool HasEnded => _driver.HasEnded;

    /// <summary>Connects to the lanes of all processes and waits until every node is there; as <see cref="ClusterRuntime.Connect"/>.</summary>
    /// <exception cref="RunFailedException">A process cannot be reached or has failed, a node is missing, or the starts differ.</exception>
    public static ClusterRounds Connect(RoundSwarm swarm, RoundState state, IReadOnlyList<PeerAddress> processes, TransportOptions options, TimeSpan? deadline = null, CancellationToken stop = default) =>
        new(swarm, state, ProcessDriver.Connect(state, swarm.Objectives, VirtualRounds.Of(swarm, default).Fingerprint(), processes, options, deadline, stop));

    /// <inheritdoc/>
    public void Abort(string line) => _driver.Abort(line);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _driver.Dispose();
        base.Dispose();
    }

    /// <summary>The processes compute; here is counted what they do.</summary>
    private protected override void Run(double until)
    {
        _driver.Advance(until);
        while (Engine.Next()) { }
    }

    private protected override void SkipTo(double time) => _driver.SkipTo(time);
}
