using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gossip.Methods;
using Gossip.Methods.Online;
using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>
/// Learners on a graph, each with a stream of its own, that share their hidden iterates (or sums of gradients) with their neighbours: the noise of n nodes
/// averages out, and with tracked gradients so do their differences.
/// </summary>
public abstract class LearnerNetwork : IDisposable
{
    private protected LearnerNetwork(JointStream streams, LearnerMethod method, NetworkMixing mixing)
    {
        if (method.Anchor == Anchor.Mean) throw new ArgumentException("a leader that follows the mean of its points has no single vector to share", nameof(method));
        (Streams, Mixing) = (streams, mixing);
    }

    /// <summary>The name an experiment file knows the runtime by.</summary>
    public abstract string Name { get; }

    /// <summary>n.</summary>
    public int Nodes => Streams.Parts.Count;

    /// <summary>Virtual time; 1 is one round of each node, on average or exactly.</summary>
    public abstract double Time { get; }

    /// <summary>Rounds played, by all nodes together.</summary>
    public long Gradients => Learners.Sum(node => node.Rounds);

    /// <summary>How often two neighbours have exchanged what they share; both directions together count once.</summary>
    public abstract long Exchanges { get; }

    /// <summary>Vectors that go each way in an exchange: the hidden iterate, and the tracked gradient where there is one.</summary>
    public int VectorsSent => Mixing == NetworkMixing.Tracked ? 2 : 1;

    /// <summary>Bytes of numbers sent.</summary>
    public long BytesSent => Exchanges * 2 * VectorsSent * sizeof(double) * Streams.Dimension;

    /// <summary>Whether all nodes have played all their rounds.</summary>
    public bool IsOver => Learners.All(node => node.Rounds >= Streams.Length);

    /// <summary>
    /// (1/n) Σ_i Σ_t F_t(x_t,i) − F_t(u), where F_t is the expected loss of the whole network; where nobody knows that, the mean of
    /// all nodes' losses of round t in its place. NaN without a comparator.
    /// </summary>
    public double Regret => Learners.Average(node => node.Regret);

    /// <summary>The regret of the node that has least.</summary>
    public double LeastRegret => Learners.Min(node => node.Regret);

    /// <summary>The regret of the node that has most.</summary>
    public double MostRegret => Learners.Max(node => node.Regret);

    /// <summary>What the regret is without gossip: each node by itself, on the same losses.</summary>
    public double AloneRegret => Learners.Average(node => node.AloneRegret);

    /// <summary>The regret against a sequence of points.</summary>
    public double DynamicRegret => Learners.Average(node => node.DynamicRegret);

    /// <summary>The same without gossip.</summary>
    public double AloneDynamicRegret => Learners.Average(node => node.AloneDynamicRegret);

    /// <summary>The mean of what the nodes paid a round themselves; NaN before the first.</summary>
    public double Loss => Gradients > 0 ? Learners.Sum(node => node.Loss) / Gradients : double.NaN;

    /// <summary>(1/n) Σ_i |x_i − x̄|² of the points that are played next.</summary>
    public double Distance
    {
        get
        {
            double[] mean = new double[Learners[0].Gradient.Length];
            foreach (OnlineNode node in Learners) Vectors.Add(1.0 / Nodes, node.Learner.Point, mean);
            return Learners.Average(node => Vectors.SquaredDistance(node.Learner.Point, mean));
        }
    }

    /// <summary>Who shares what, and when.</summary>
    public NetworkMixing Mixing { get; }

    /// <summary>What the nodes meet.</summary>
    private protected JointStream Streams { get; }

    private protected abstract IReadOnlyList<OnlineNode> Learners { get; }

    /// <summary>The point that a node plays next.</summary>
    public ReadOnlySpan<double> Point(int node) => Learners[node].Learner.Point;

    /// <summary>A node's hidden iterate.</summary>
    public ReadOnlySpan<double> Hidden(int node) => Learners[node].Learner.Anchored;

    /// <summary>The regret of one node.</summary>
    public double RegretOf(int node) => Learners[node].Regret;

    /// <summary>Rounds that one node has played.</summary>
    public long RoundsOf(int node) => Learners[node].Rounds;

    /// <summary>Whether all losses were finite.</summary>
    public bool IsFinite => Learners.All(node => double.IsFinite(node.Loss));

    /// <summary>Runs up to a time, or to the end of the streams.</summary>
    public abstract void Advance(double until);

    /// <summary>SHA-256 of all nodes' hidden iterates, points and rounds: equal for equal runs.</summary>
    public string Digest()
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (OnlineNode node in Learners)
        {
            sha.AppendData(MemoryMarshal.AsBytes<double>(node.Learner.Anchored));
            sha.AppendData(MemoryMarshal.AsBytes(node.Learner.Point));
            sha.AppendData(BitConverter.GetBytes(node.Rounds));
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>Writes all that a later run needs to go on from here.</summary>
    public abstract void Save(BinaryWriter to);

    /// <summary>Goes on from what <see cref="Save"/> of an equal network wrote; call it before the first round.</summary>
    public abstract void Load(BinaryReader from);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what it holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (OnlineNode node in Learners) node.Dispose();
        Streams.Dispose();
    }
}
