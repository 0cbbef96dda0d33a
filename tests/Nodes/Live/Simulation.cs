using System.Collections.Immutable;
using Gossip.Core;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Gossip.Objectives;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

/// <summary>What the simulated network does to messages, and how slow gradients are, in units of time.</summary>
internal sealed record Weather
{
    public double Lost { get; init; }
    public double Doubled { get; init; }
    public double Reordered { get; init; }
    public double MeanDelay { get; init; } = 0.01;
    public double MostDelay { get; init; } = 0.3;
    public double GradientTime { get; init; }
    public bool Float32 { get; init; }
}

/// <summary>
/// Live nodes on a network that loses, doubles, delays and reorders, in simulated time: everything follows from one seed.
/// A checker sees both ends of every edge and throws when an exchange is applied twice, or out of order.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private readonly Weather _weather;
    private readonly EpochPlanner _planner;
    private readonly IObjective[] _objectives;
    private readonly double[][] _starts;
    private readonly HashSet<int> _busy = [];
    private readonly PriorityQueue<Action, (double, long)> _agenda = new();
    private readonly Dictionary<(int Node, uint Life, int Peer, ulong Era), long> _applied = [];
    private Draws _draws;
    private long _order;
    private bool _isQuiet;

    public Simulation(string graph, Weather weather, ulong seed, int d = 3, bool warm = false)
        : this(GraphSpec.Parse(graph, seed), chi1 => Methods.Linear.Dadao.Create(0.5, 6, chi1), [.. Swarms.Dadao(graph, d, seed).Objectives], [], weather, seed)
    {
    }

    /// <summary>Nodes of any method, each from its own rows where they are given.</summary>
    public Simulation(Graph graph, Func<double, Methods.Linear.LinearMethod> method, IObjective[] objectives, double[][] starts, Weather weather, ulong seed)
    {
        (Graph, _weather, _objectives, _starts) = (graph, weather, objectives, starts);
        _planner = new(Graph, (g, _, _) => UniformRates.Smallest(g), (chi1, _) => method(chi1), objectives[0].Dimension);
        _draws = new CounterStream(seed, Purpose.Solver, 77).From();
        Incarnations = [.. Enumerable.Repeat(1u, Graph.Nodes)];
        Epoch epoch = _planner.Of(Incarnations);
        Nodes = [.. Enumerable.Range(0, Graph.Nodes).Select(i => Make(i, epoch))];
        for (int i = 0; i < Nodes.Length; i++) Wind(i);
        Every(0.05);
    }

    public Graph Graph { get; }

    public LiveNode?[] Nodes { get; }

    public ImmutableArray<uint> Incarnations { get; private set; }

    public double Now { get; private set; }

    public int Dimension => _objectives[0].Dimension;

    public long Exchanges { get; private set; }

    public void Run(double until)
    {
        while (_agenda.TryPeek(out _, out (double Time, long) at) && at.Time <= until)
        {
            Now = at.Time;
            _agenda.Dequeue()();
        }
        Now = until;
    }

    /// <summary>Stops all clocks, lets what is under way come to its end, and the memory of when it came fade.</summary>
    public void Settle()
    {
        _isQuiet = true;
        Run(Now + 60);
        foreach (LiveNode node in Alive) node.Links.ShouldAllBe(l => !l.IsInFlight);
        Run(Now + 2000);
        foreach (LiveNode node in Alive) node.Advance(Now);
    }

    /// <summary>A process dies: its node is gone with all it knew; the others learn of it one by one.</summary>
    public void Kill(int node)
    {
        Nodes[node]!.Dispose();
        Nodes[node] = null;
        Incarnations = Incarnations.SetItem(node, 0);
        Announce();
    }

    /// <summary>A node comes, or comes back, with its objective and an estimate as its checkpoint.</summary>
    public void Join(int node, uint incarnation)
    {
        Incarnations = Incarnations.SetItem(node, incarnation);
        Nodes[node] = Make(node, _planner.Of(Incarnations));
        Wind(node);
        Announce();
    }

    /// <summary>The largest |xᵢ − x*| over the nodes that are there, x* being the optimum of theirs.</summary>
    public double Error()
    {
        double[] optimum = Optimum(Alive.Select(n => n.Id));
        double error = 0;
        double[] x = new double[Padding.Of(Dimension)];
        foreach (LiveNode node in Alive)
        {
            node.Estimate(node.Time, x);
            error = Math.Max(error, Math.Sqrt(Enumerable.Range(0, Dimension).Sum(c => Math.Pow(x[c] - optimum[c], 2))));
        }
        return error;
    }

    /// <summary>The largest |xᵢ*|, xᵢ* being the optimum of node i alone: how far apart they are, and from the start.</summary>
    public double Spread() => Enumerable.Range(0, Nodes.Length).Max(i => Math.Sqrt(Optimum([i]).Sum(x => x * x)));

    /// <summary>|Σ z| / max |z| at one common time.</summary>
    public double Imbalance()
    {
        double worst = 0;
        for (int c = 0; c < Dimension; c++)
        {
            double sum = Alive.Sum(n => n.Row(4)[c]), largest = Alive.Max(n => Math.Abs(n.Row(4)[c]));
            if (largest > 0) worst = Math.Max(worst, Math.Abs(sum) / largest);
        }
        return worst;
    }

    /// <summary>Both ends of every link that both have must have applied the same exchanges.</summary>
    public void BothEndsAgree()
    {
        foreach (LiveNode node in Alive)
            foreach (Link link in node.Links)
                _applied.GetValueOrDefault((node.Id, Incarnations[node.Id], link.Peer, node.Era)).ShouldBe(_applied.GetValueOrDefault((link.Peer, Incarnations[link.Peer], node.Id, node.Era)), $"exchanges of {node.Id} with {link.Peer}");
    }

    public void Dispose()
    {
        foreach (LiveNode? node in Nodes) node?.Dispose();
    }

    public IEnumerable<LiveNode> Alive => Nodes.OfType<LiveNode>();

    private LiveNode Make(int id, Epoch epoch)
    {
        LiveNode node = new(id, epoch, new Post(this), new(0.05, 0.05)) { Memory = _objectives[id] as ILiveMemory, Applied = (_, link) => Check(id, link) };
        node.Start(_starts.Length > 0 ? _starts[id] : new double[6 * Dimension], Now);
        return node;
    }

    private void Check(int node, Link? link)
    {
        if (link is null) return;
        long number = link.Sequence;
        long before = _applied.GetValueOrDefault((node, Incarnations[node], link.Peer, Nodes[node]!.Era));
        if (number != before + 1) throw new InvalidOperationException($"node {node} applied exchange {number} with {link.Peer} after {before}");
        _applied[(node, Incarnations[node], link.Peer, Nodes[node]!.Era)] = number;
        Exchanges++;
    }

    private void Announce()
    {
        Epoch epoch = _planner.Of(Incarnations);
        for (int i = 0; i < Nodes.Length; i++)
        {
            int node = i;
            LiveNode? life = Nodes[i];
            At(Now + 0.5 * _draws.Uniform(), () =>
            {
                // news may come late: an older epoch after a newer one is not news
                if (Nodes[node] != life || life is null || epoch.Id != _planner.Of(Incarnations).Id || life.Epoch.Id == epoch.Id) return;
                life.Switch(epoch, Now);
                WindEdges(life);
            });
        }
    }

    private void Wind(int node)
    {
        LiveNode life = Nodes[node]!;
        void Gradient()
        {
            if (Nodes[node] != life || _isQuiet) return;
            At(Now + Exponential(1), Gradient);
            if (life.Memory is not null && !_busy.Add(node)) return; // who remembers takes one gradient at a time
            double[] x = new double[Padding.Of(Dimension)], v = new double[x.Length];
            life.Estimate(Now, x);
            _objectives[node].Gradient(x, 0, v.AsSpan(0, life.Memory is null ? Dimension : v.Length));
            At(Now + _weather.GradientTime, () =>
            {
                if (Nodes[node] == life) life.ApplyGradient(Now, v);
                _busy.Remove(node);
            });
        }
        At(Now + Exponential(1), Gradient);
        WindEdges(life);
    }

    private void WindEdges(LiveNode life)
    {
        Epoch epoch = life.Epoch;
        foreach (Neighbour neighbour in epoch.Rated.Graph.NeighboursOf(life.Id))
        {
            (int peer, double rate) = (neighbour.Node, epoch.Rated.Rates[neighbour.Edge]);
            if (peer < life.Id || rate <= 0) continue;
            void Tick()
            {
                if (Nodes[life.Id] != life || life.Epoch != epoch || _isQuiet) return;
                life.Tick(peer, Now, Now);
                At(Now + Exponential(1 / rate), Tick);
            }
            At(Now + Exponential(1 / rate), Tick);
        }
    }

    private void Every(double span) => At(Now + span, () =>
    {
        foreach (LiveNode node in Alive) node.Resend(Now, Now);
        Every(_isQuiet && Alive.All(n => n.Links.All(l => !l.IsInFlight)) ? 100 : span);
    });

    private void Carry(EdgeHeader header, double[] vector)
    {
        if (_draws.Uniform() < _weather.Lost) return;
        int copies = _draws.Uniform() < _weather.Doubled ? 2 : 1;
        for (int k = 0; k < copies; k++)
        {
            double delay = Math.Min(_weather.MostDelay, Exponential(_weather.MeanDelay));
            if (_draws.Uniform() < _weather.Reordered) delay = _weather.MostDelay * _draws.Uniform();
            At(Now + delay, () => Nodes[header.To]?.Receive(header, vector, Now, Now));
        }
    }

    private double Exponential(double mean) => -mean * Math.Log(_draws.Uniform());

    private void At(double time, Action action) => _agenda.Enqueue(action, (time, _order++));

    private double[] Optimum(IEnumerable<int> nodes)
    {
        // Newton's method on a quadratic: one step from the origin, with the Hessian by differences of gradients
        int d = Dimension;
        double[] zero = new double[d], g0 = new double[d], g = new double[d];
        double[,] hessian = new double[d, d];
        foreach (int node in nodes)
        {
            double[] v = new double[d];
            _objectives[node].Gradient(zero, 0, v);
            for (int r = 0; r < d; r++) g0[r] += v[r];
            for (int c = 0; c < d; c++)
            {
                double[] e = new double[d];
                e[c] = 1;
                _objectives[node].Gradient(e, 0, g);
                for (int r = 0; r < d; r++) hessian[r, c] += g[r] - v[r];
            }
        }
        MathNet.Numerics.LinearAlgebra.Double.DenseMatrix h = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(hessian);
        return [.. h.Solve(MathNet.Numerics.LinearAlgebra.Double.DenseVector.OfArray(g0)).Select(v => -v)];
    }

    private sealed class Post(Simulation simulation) : IPost
    {
        public void Send(in EdgeHeader header, ReadOnlySpan<double> vector)
        {
            double[] copy = vector.ToArray();
            Round(copy);
            simulation.Carry(header, copy);
        }

        public void Round(Span<double> vector)
        {
            if (simulation._weather.Float32) Float32.Round(vector);
        }
    }
}
