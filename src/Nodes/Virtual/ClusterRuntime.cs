using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// A swarm that runs in virtual time on several processes, each a <see cref="VirtualHost"/>, driven from here. Bit-identical to
/// <see cref="SequentialRuntime"/>, however the nodes are divided.
/// </summary>
public sealed class ClusterRuntime : VirtualRuntime, IClusterRuntime
{
    private readonly ProcessDriver _driver;
    private long _gradients, _exchanges;

    private ClusterRuntime(Swarm swarm, SwarmState state, ProcessDriver driver) : base(swarm, state) => _driver = driver;

    /// <inheritdoc/>
    public override string Name => "cluster";

    /// <summary>Number of processes.</summary>
    public int Processes => _driver.Processes;

    /// <summary>The rows of all nodes, asked for where they have changed; to be read between calls only.</summary>
    public override SwarmState State
    {
        get
        {
            _driver.Freshen();
            return OwnState;
        }
    }

    /// <inheritdoc/>
    public bool HasEnded => _driver.HasEnded;

    /// <summary>
    /// Connects to the lanes of all processes and waits until every node is there. <paramref name="state"/> is the start,
    /// which the processes' own must equal; <paramref name="options"/> name this end and carry the secret or certificate and
    /// the experiment's digest.
    /// </summary>
    /// <param name="swarm">What runs.</param>
    /// <param name="state">The state at time 0, which belongs to the runtime from now on.</param>
    /// <param name="processes">The lanes of the processes.</param>
    /// <param name="options">This end of the lane.</param>
    /// <param name="deadline">How long to wait for the processes to find each other; a minute where null.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="RunFailedException">A process cannot be reached or has failed, a node is missing, or the starts differ.</exception>
    public static ClusterRuntime Connect(Swarm swarm, SwarmState state, IReadOnlyList<PeerAddress> processes, TransportOptions options, TimeSpan? deadline = null, CancellationToken stop = default) =>
        new(swarm, state, ProcessDriver.Connect(state, swarm.Objectives, VirtualSwarm.Of(swarm, default).Fingerprint(), processes, options, deadline, stop));

    /// <inheritdoc/>
    public void Abort(string line) => _driver.Abort(line);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _driver.Dispose();
        base.Dispose();
    }

    private protected override (long Gradients, long Exchanges) Run(double until)
    {
        (long gradients, long exchanges) = (_gradients, _exchanges);
        (_gradients, _exchanges) = _driver.Advance(until);
        return (_gradients - gradients, _exchanges - exchanges);
    }

    private protected override void SkipTo(double time) => _driver.SkipTo(time);
}
