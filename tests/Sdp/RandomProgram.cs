using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp.Tests;

/// <summary>Random questions: graphs of several kinds on 2 to 40 nodes, costs over six decades, limits that bind a little or a lot.</summary>
internal sealed class RandomProgram
{
    private Draws _draws;

    private RandomProgram(int seed) => _draws = new CounterStream((ulong)seed, Purpose.Solver, 77).From();

    public static RateProgram Of(int seed, RateObjective objective) => new RandomProgram(seed).Make(objective);

    private RateProgram Make(RateObjective objective)
    {
        Graph graph = Connected(2 + _draws.Below(39));
        double kappa = _draws.Below(3) == 0 ? 0.25 : 0.5;
        double[] costs = _draws.Below(4) switch
        {
            0 => [.. graph.Edges.Select(_ => Math.Pow(10, -3 + 6 * _draws.Uniform()))],
            1 => [.. graph.Edges.Select(_ => 1.0 + _draws.Below(3))],
            _ => [.. graph.Edges.Select(_ => 1.0)],
        };
        RateProgram free = new(graph, objective, kappa, [.. costs]);
        (bool caps, bool budgets) = (_draws.Below(3) == 0, _draws.Below(3) == 0);
        return caps || budgets ? Limited(free, caps, budgets) : free;
    }

    /// <summary>Caps and budgets around what the best rates without them use.</summary>
    private RateProgram Limited(RateProgram free, bool caps, bool budgets)
    {
        Graph graph = free.Graph;
        double[] rates = [.. RatePlanner.Solve(free, new(Gap: 1e-4, Drop: false)).Rated.Rates], load = new double[graph.Nodes];
        for (int e = 0; e < rates.Length; e++)
        {
            load[graph.Edges[e].I] += rates[e];
            load[graph.Edges[e].J] += rates[e];
        }
        bool few = _draws.Below(2) == 0;
        return new(graph, free.Objective, free.Kappa, free.Costs,
            caps ? [.. Around(rates, few)] : default, budgets ? [.. Around(load, few)] : default);
    }

    private double[] Around(double[] used, bool few)
    {
        double mean = used.Average();
        return [.. used.Select(x => few && _draws.Below(2) == 0 ? double.PositiveInfinity : Math.Max(x, 1e-3 * mean) * (0.8 + 0.8 * _draws.Uniform()))];
    }

    private Graph Connected(int n)
    {
        SortedSet<(int, int)> edges = [];
        int kind = _draws.Below(3), clusters = 1 + _draws.Below(4);
        double density = 0.5 * _draws.Uniform();
        for (int i = 1; i < n; i++)
            Join(i, kind switch { 0 => _draws.Below(i), 1 => Math.Max(0, i - 1 - _draws.Below(3)), _ => i < clusters ? i - 1 : i % clusters });
        if (kind == 1)
            for (int k = _draws.Below(4); k > 0; k--) Join(_draws.Below(n), _draws.Below(n));
        else
            for (int i = 0; i < n; i++)
                for (int j = 0; j < i; j++)
                    if ((kind == 0 || i % clusters == j % clusters) && _draws.Uniform() < density) Join(i, j);
        return new(n, edges.Select(e => new Edge(e.Item1, e.Item2)));

        void Join(int i, int j)
        {
            if (i != j) edges.Add((Math.Min(i, j), Math.Max(i, j)));
        }
    }
}
