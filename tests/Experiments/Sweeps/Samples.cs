using Gossip.Experiments.Sweeps;

namespace Gossip.Experiments.Tests.Sweeps;

/// <summary>Small sweeps on reference data.</summary>
internal static class SomeSweep
{
    public static string Experiment { get; } = $"{{ problem: {{ data: {Repository.Data("linear_n16_s0")} }}, graph: ring:16, stop: {{ error: 1.0e-2, time: 2000 }} }}";

    /// <summary>Two graphs, two methods, two seeds.</summary>
    public static string Text { get; } = $$"""
        experiment: {{Experiment}}
        sweep:
          graph: [ring:16, star:16]
        variants:
          method:
            DADAO: { method: dadao }
            ADOM+: { method: { name: adom-plus, multi-consensus: true } }
        seeds: 2
        pair: { method: DADAO }
        """;

    public static Sweep Of(string text, params string[] sets) => Sweep.Parse(text, "some.yaml", sets);

    public static SweepSummary Run(Sweep sweep, string folder, int threads = 2, bool fresh = false) => SweepRunner.Run(sweep, new() { Folder = folder, Threads = threads, Fresh = fresh });
}
