using Gossip.Methods.Linear;
using Gossip.Nodes.Clocks;
using Gossip.Nodes.Virtual;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

/// <summary>2000 given events on a ring of 16, computed in float64 by an independent implementation.</summary>
public class Reference_trace
{
    private const double Chi1 = 2.646967692490807; // of the trace's constants.txt

    [Fact]
    public void Replaying_the_events_gives_the_distance_after_every_event()
    {
        using SequentialRuntime runtime = Runtime();
        double[] optimum = ReferenceProblem.Optimum, x = new double[16];
        double[] expected = ReferenceProblem.Table(Repository.Data("trace_linear_n16_s0_cycle", "distance.csv"))
            .Select(f => ReferenceProblem.Number(f[1])).ToArray();
        RecordedEvent[] events = ReferenceProblem.Events;
        for (int k = 0; k < events.Length; k++)
        {
            runtime.Advance(Math.BitIncrement(events[k].Time));
            double distance = 0;
            for (int i = 0; i < 16; i++)
            {
                runtime.State.Estimate(i, x);
                for (int c = 0; c < optimum.Length; c++) distance += Math.Pow(x[c] - optimum[c], 2) / 16;
            }
            distance.ShouldBe(expected[k], 1e-10 * expected[k]);
        }
    }

    [Fact]
    public void Replaying_the_events_gives_the_final_rows_of_every_node()
    {
        using SequentialRuntime runtime = Runtime();
        runtime.Advance(double.MaxValue);
        runtime.Gradients.ShouldBe(ReferenceProblem.Events.Count(e => e.J < 0));
        runtime.Exchanges.ShouldBe(ReferenceProblem.Events.Count(e => e.J >= 0));
        string[] names = [.. runtime.State.Kernel.Method.Rows];
        foreach (string[] fields in ReferenceProblem.Table(Repository.Data("trace_linear_n16_s0_cycle", "final_state.csv")))
        {
            double[] expected = fields[2..].Select(ReferenceProblem.Number).ToArray();
            double scale = Math.Sqrt(expected.Sum(v => v * v));
            ReadOnlySpan<double> row = runtime.State.Row(int.Parse(fields[0]), Array.IndexOf(names, fields[1]));
            for (int c = 0; c < expected.Length; c++) row[c].ShouldBe(expected[c], 1e-10 * scale);
        }
    }

    private static SequentialRuntime Runtime()
    {
        LinearMethod method = Dadao.Create(ReferenceProblem.Mu, ReferenceProblem.L, Chi1);
        Swarm swarm = new()
        {
            Method = method,
            Objectives = ReferenceProblem.Objectives,
            Schedule = Schedule.Constant(RatedGraph.Uniform(GraphSpec.Parse("ring:16", 0))),
            Seed = 0,
            Recorded = RecordedClocks.From(ReferenceProblem.Events),
        };
        return new(swarm, SwarmState.Start(method, swarm.Objectives, ReferenceProblem.Start));
    }
}
