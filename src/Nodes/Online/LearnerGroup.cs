using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gossip.Methods;

namespace Gossip.Nodes.Online;

/// <summary>What is measured of learners on a graph, whoever runs them.</summary>
public abstract class LearnerGroup
{
    /// <summary>Rounds played, by all of them together.</summary>
    public long Gradients => Learners.Sum(node => node.Rounds);

    /// <summary>
    /// (1/n) Σ_i Σ_t F_t(x_t,i) − F_t(u), where F_t is the expected loss of the whole network; where nobody knows that, the mean of
    /// all nodes' losses of round t in its place. NaN without a comparator.
    /// </summary>
    public double Regret => Learners.Average(Of);

    /// <summary>The regret of the node that has least.</summary>
    public double LeastRegret => Learners.Min(Of);

    /// <summary>The regret of the node that has most.</summary>
    public double MostRegret => Learners.Max(Of);

    /// <summary>What the regret is without gossip: each node by itself, on the same losses.</summary>
    public double AloneRegret => Learners.Average(node => node.AlonePaid - Costs.At(node.Rounds).Fixed);

    /// <summary>The regret against a sequence of points.</summary>
    public double DynamicRegret => Learners.Average(node => node.Paid - Costs.At(node.Rounds).Moving);

    /// <summary>The same without gossip.</summary>
    public double AloneDynamicRegret => Learners.Average(node => node.AlonePaid - Costs.At(node.Rounds).Moving);

    /// <summary>The mean of what the nodes paid a round themselves; NaN before the first.</summary>
    public double Loss => Gradients > 0 ? Learners.Sum(node => node.Loss) / Gradients : double.NaN;

    /// <summary>(1/n) Σ_i |x_i − x̄|² of the points that are played next.</summary>
    public double Distance
    {
        get
        {
            double[] mean = new double[Learners[0].Gradient.Length];
            foreach (OnlineNode node in Learners) Vectors.Add(1.0 / Learners.Count, node.Learner.Point, mean);
            return Learners.Average(node => Vectors.SquaredDistance(node.Learner.Point, mean));
        }
    }

    /// <summary>Whether all losses were finite.</summary>
    public bool IsFinite => Learners.All(node => double.IsFinite(node.Loss));

    private protected abstract IReadOnlyList<OnlineNode> Learners { get; }

    /// <summary>What whom they are compared with has paid.</summary>
    private protected abstract ComparatorCosts Costs { get; }

    /// <summary>The point that a node plays next.</summary>
    public ReadOnlySpan<double> Point(int node) => Learners[node].Learner.Point;

    /// <summary>A node's hidden iterate.</summary>
    public ReadOnlySpan<double> Hidden(int node) => Learners[node].Learner.Anchored;

    /// <summary>The regret of one node.</summary>
    public double RegretOf(int node) => Of(Learners[node]);

    /// <summary>Rounds that one node has played.</summary>
    public long RoundsOf(int node) => Learners[node].Rounds;

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

    private double Of(OnlineNode node) => node.Paid - Costs.At(node.Rounds).Fixed;
}
