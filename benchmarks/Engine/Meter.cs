using System.Diagnostics;
using Gossip.Nodes.Virtual;

namespace Gossip.Benchmarks.Engine;

/// <summary>One thing to measure: does some work and says how many units it was.</summary>
internal sealed record Meter(string Name, Func<double> Work)
{
    /// <summary>A runtime, advanced by slices of about <paramref name="events"/> events each.</summary>
    public static Meter Of(string name, IRuntime runtime, Nodes.Swarm swarm, double events = 200_000)
    {
        double slice = events / (swarm.Nodes + swarm.Schedule.Graphs.Average(g => g.TotalRate));
        return new(name, () =>
        {
            long before = runtime.Gradients + runtime.Exchanges;
            runtime.Advance(runtime.Time + slice);
            return runtime.Gradients + runtime.Exchanges - before;
        });
    }

    /// <summary>
    /// Units per second of each meter: they take turns, each for a fraction of a second, for <paramref name="rounds"/>
    /// rounds after one that is not counted, so that what disturbs one disturbs all. The median of the rounds.
    /// </summary>
    public static double[] Rates(int rounds, params Meter[] meters)
    {
        List<double>[] rates = [.. meters.Select(_ => new List<double>())];
        for (int round = -1; round < rounds; round++)
            for (int k = 0; k < meters.Length; k++)
            {
                Stopwatch watch = Stopwatch.StartNew();
                double units = 0;
                do units += meters[k].Work();
                while (watch.Elapsed.TotalSeconds < 0.3);
                if (round >= 0) rates[k].Add(units / watch.Elapsed.TotalSeconds);
            }
        return [.. rates.Select(r => r.Order().ElementAt(r.Count / 2))];
    }
}
