using Gossip.Core;
using Gossip.Methods;
using Gossip.Methods.Rounds;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Nodes.Rounds;

/// <summary>
/// Where a run in rounds stands, and what workers share: compiled rounds, rows, weights, and two sets of messages that are
/// written and read in turns. A part of a round is run by all workers, each for its own nodes; then the next may begin.
/// </summary>
internal sealed unsafe class RoundEngine : IDisposable
{
    private readonly RoundSwarm _swarm;
    private readonly RoundProgram _program;
    private readonly Laplacian[] _laplacians;
    private readonly int[] _edges;
    private readonly AlignedBuffer _messages, _mean;
    private long _until;
    private int _parity;

    public RoundEngine(RoundSwarm swarm, RoundState state)
    {
        if (state.Nodes != swarm.Nodes || swarm.Weights.Nodes != swarm.Nodes)
            throw new ArgumentException($"{swarm.Nodes} objectives, {state.Nodes} states and a graph on {swarm.Weights.Nodes} nodes do not belong together");
        (_swarm, State) = (swarm, state);
        Padded = Padding.Of(state.Dimension);
        _program = new(swarm.Method, Padded, state.Stride);
        _laplacians = [.. swarm.Weights.Graphs.Select(graph => new Laplacian(graph))];
        _edges = [.. swarm.Weights.Graphs.Select(graph => graph.Rates.Count(rate => rate > 0))];
        _messages = new AlignedBuffer(2L * swarm.Nodes * MessageSize);
        _mean = new AlignedBuffer(Padded);
    }

    public RoundState State { get; }

    public IReadOnlyList<IObjective> Objectives => _swarm.Objectives;

    /// <summary>Doubles of a vector.</summary>
    public int Padded { get; }

    /// <summary>Doubles of a node's messages.</summary>
    public int MessageSize => _program.Messages * Padded;

    /// <summary>Rounds that are done, and so the number of the one under way.</summary>
    public long Round { get; set; }

    /// <summary>The part of it that is run next.</summary>
    public int Part { get; private set; }

    public RoundProgram.Round Steps => _program.At(Round);

    /// <summary>Communications so far.</summary>
    public long Communications { get; set; }

    /// <summary>Vectors sent so far, those of both directions.</summary>
    public long VectorsSent { get; set; }

    /// <summary>Gradients so far, over all nodes.</summary>
    public long Gradients { get; set; }

    /// <summary>The weights of the messages that this part begins with.</summary>
    public Laplacian Weights => _laplacians[GraphOf(Part - 1)];

    /// <summary>Where a node's messages of this part go.</summary>
    public double* Outgoing(int node) => _messages.Pointer + ((long)_parity * State.Nodes + node) * MessageSize;

    /// <summary>A node's messages that this part begins with.</summary>
    public double* Incoming(int node) => _messages.Pointer + ((long)(1 - _parity) * State.Nodes + node) * MessageSize;

    /// <summary>(1/n) Σⱼ mⱼ of the messages that this part begins with, where it begins with an average.</summary>
    public double* Mean => _mean.Pointer;

    /// <summary>Says how many rounds there are to be in all; whether there is anything to do.</summary>
    public bool Begin(long until) => Round < (_until = until);

    /// <summary>Moves on when all workers have run a part; false where that was the last of all.</summary>
    public bool Next()
    {
        RoundProgram.Round round = Steps;
        bool averages = false;
        if (Part < round.Sends.Length)
        {
            RoundProgram.Step sent = round.Steps[round.Sends[Part]];
            averages = sent.Kind == StepKind.Average;
            long communications = averages ? State.Nodes - 1 : _edges[GraphOf(Part)];
            Communications += communications;
            VectorsSent += 2 * communications * sent.Messages;
        }
        _parity = 1 - _parity;
        if (averages) Average();
        if (++Part < round.Parts) return true;
        Gradients += (long)State.Nodes * (round.Steps.Length - round.Sends.Length);
        (Part, Round) = (0, Round + 1);
        return Round < _until;
    }

    public void Dispose()
    {
        _program.Dispose();
        _messages.Dispose();
        _mean.Dispose();
    }

    /// <summary>In the order of the nodes: the same bits for any workers.</summary>
    private void Average()
    {
        Span<double> mean = new(Mean, Padded);
        mean.Clear();
        for (int j = 0; j < State.Nodes; j++) Vectors.Add(1, new(Incoming(j), Padded), mean);
        Vectors.Scale(1.0 / State.Nodes, mean);
    }

    private int GraphOf(int send) => _swarm.GraphOf(Round, send, Steps.Sends.Length);
}
