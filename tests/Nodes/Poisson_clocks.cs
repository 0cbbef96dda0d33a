using Gossip.Nodes.Clocks;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

public class Poisson_clocks
{
    [Fact]
    public void Come_in_order_and_each_at_its_rate()
    {
        Graph graph = GraphSpec.Parse("barbell:16", 1);
        RatedGraph rated = new(graph, [.. Enumerable.Range(0, graph.Edges.Length).Select(e => 0.1 * (e % 7))]);
        ClockTable clocks = new(Schedule.Constant(rated), seed: 4);
        double[] counts = new double[clocks.Count];
        const double Until = 4000;
        Event last = default;
        foreach (Event e in All(new PoissonSource(clocks, [.. Enumerable.Range(0, clocks.Count)]), Until, 17))
        {
            (e.Time > last.Time || (e.Time == last.Time && e.Clock > last.Clock)).ShouldBeTrue();
            last = e;
            counts[e.Clock]++;
        }
        double chiSquare = 0;
        int ticking = 0;
        for (int c = 0; c < clocks.Count; c++)
        {
            double expected = clocks.Rate[c] * Until;
            if (expected == 0) counts[c].ShouldBe(0);
            else (chiSquare, ticking) = (chiSquare + Math.Pow(counts[c] - expected, 2) / expected, ticking + 1);
        }
        // mean ticking, deviation √(2·ticking): four deviations
        chiSquare.ShouldBe(ticking, 4 * Math.Sqrt(2.0 * ticking));
    }

    [Fact]
    public void Are_the_same_whoever_draws_them_and_in_whatever_pieces()
    {
        ClockTable clocks = new(Schedule.Constant(RatedGraph.Uniform(GraphSpec.Parse("torus:5x5", 1), 60)), seed: 9);
        List<Event> all = All(new PoissonSource(clocks, [.. Enumerable.Range(0, clocks.Count)]), 50, int.MaxValue);
        int[] some = [3, 7, 30, 31, 60];
        All(new PoissonSource(clocks, some), 50, 5).ShouldBe(all.Where(e => some.Contains(e.Clock)));
    }

    [Theory]
    [InlineData(0.0026)]
    [InlineData(0.3)]
    [InlineData(5)]
    public void Tick_only_while_their_graph_is_active_and_then_at_their_rate(double every)
    {
        Graph[] graphs = [.. Enumerable.Range(0, 5).Select(k => GraphSpec.Parse("geometric:12,r=0.5", (ulong)k))];
        Schedule schedule = new(graphs.Select(g => RatedGraph.Uniform(g, 20)), every);
        ClockTable clocks = new(schedule, seed: 2);
        int exchanges = 0;
        foreach (Event e in All(new PoissonSource(clocks, [.. Enumerable.Range(0, clocks.Count)]), 2000, 100))
        {
            if (e.Clock < 12) continue;
            exchanges++;
            int graph = schedule.ActiveAt(e.Time);
            int first = 12 + graphs.Take(graph).Sum(g => g.Edges.Length);
            e.Clock.ShouldBeInRange(first, first + graphs[graph].Edges.Length - 1);
        }
        // whichever graph is active, exchanges come at 20 per unit of time
        ((double)exchanges).ShouldBe(40_000, 4 * Math.Sqrt(40_000));
    }

    private static List<Event> All(IEventSource source, double until, int most)
    {
        List<Event> events = [];
        while (true)
        {
            ReadOnlySpan<Event> next = source.Next(until, most);
            if (next.IsEmpty) return events;
            events.AddRange(next);
        }
    }
}
