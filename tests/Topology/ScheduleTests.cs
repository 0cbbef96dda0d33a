using CsCheck;
using Gossip.Core;

namespace Gossip.Topology.Tests;

public class ScheduleTests
{
    private static readonly Gen<(Schedule Schedule, double Every)> AnySchedule =
        from graphs in Gen.Int[2, 5]
        from every in Gen.Double[1e-3, 3]
        select (new Schedule(Enumerable.Range(0, graphs).Select(k => RatedGraph.Uniform(Check.Graph("ring:6"), k + 1.0)), every), every);

    [Fact]
    public void Graphs_take_turns()
    {
        Schedule schedule = new([Rated("ring:6"), Rated("star:6"), Rated("path:6")], 0.5);
        new[] { 0, 0.49, 0.5, 1.2, 1.5, 100.7 }.Select(schedule.ActiveAt).ShouldBe([0, 0, 1, 2, 0, 0]);
        // path: active during [1, 1.5), [2.5, 3), …
        new[] { 0, 0.2, 0.5, 1.3 }.Select(a => schedule.ToGlobal(2, a)).ShouldBe([1, 1.2, 2.5, 4.3], 1e-12);
        new[] { 0, 0.9, 1.2, 1.5, 2.5, 2.75 }.Select(t => schedule.ActiveTime(2, t)).ShouldBe([0, 0, 0.2, 0.5, 0.5, 0.75], 1e-12);
        schedule.Union.Edges.Length.ShouldBe(6 + 3);
    }

    [Fact]
    public void Own_time_maps_to_a_global_time_at_which_the_graph_is_active() =>
        Gen.Select(AnySchedule, Gen.Double[0, 1000]).Sample((s, active) =>
        {
            for (int k = 0; k < s.Schedule.Graphs.Length; k++)
            {
                double time = s.Schedule.ToGlobal(k, active);
                s.Schedule.ActiveAt(time).ShouldBe(k);
                s.Schedule.ActiveTime(k, time).ShouldBe(active, 1e-9);
            }
        });

    [Fact]
    public void Own_time_never_runs_backwards() =>
        Gen.Select(AnySchedule, Gen.Double[0, 100], Gen.Double[0, 1e-9]).Sample((s, active, step) =>
            s.Schedule.ToGlobal(1, active).ShouldBeLessThanOrEqualTo(s.Schedule.ToGlobal(1, active + step)));

    [Fact]
    public void Turns_begin_on_their_first_instant() =>
        Gen.Select(AnySchedule, Gen.Int[0, 5000]).Sample((s, turns) =>
        {
            int k = turns % s.Schedule.Graphs.Length;
            s.Schedule.ActiveAt(turns * s.Every).ShouldBe(k);
            if (turns > 0) s.Schedule.ActiveAt(Math.BitDecrement(turns * s.Every)).ShouldBe((turns - 1) % s.Schedule.Graphs.Length);
        });

    [Fact]
    public void The_graphs_own_times_add_up() =>
        Gen.Select(AnySchedule, Gen.Double[0, 500]).Sample((s, time) =>
            Enumerable.Range(0, s.Schedule.Graphs.Length).Sum(k => s.Schedule.ActiveTime(k, time)).ShouldBe(time, 1e-9));

    [Fact]
    public void A_constant_network_is_one_graph_for_ever()
    {
        Schedule schedule = Schedule.Constant(Rated("petersen"));
        (schedule.Every, schedule.ActiveAt(1e9), schedule.ToGlobal(0, 12.5), schedule.ActiveTime(0, 7)).ShouldBe((double.PositiveInfinity, 0, 12.5, 7));
        schedule.Union.ShouldBe(schedule.Graphs[0].Graph);
    }

    [Fact]
    public void Its_chis_are_the_largest_of_its_graphs()
    {
        // star and ring of six at unit total rate: λ₂ = 1/5 and 1/6; both have χ₂ = 5/2
        Schedule schedule = new([Rated("star:6"), Rated("ring:6").Scale(0.5)], 1);
        schedule.Chi1.ShouldBeNear(12);
        schedule.Chi2.ShouldBeNear(5);
        schedule.Chi2IsExact.ShouldBeTrue();
    }

    [Fact]
    public void Mistakes_end_in_one_line()
    {
        Message(() => new([], 1)).ShouldBe("schedule: found no graph, expected at least one");
        Message(() => new([Rated("ring:6"), Rated("ring:7")], 1)).ShouldBe("schedule: found 7 nodes in graph 1 (ring:7), expected 6 as in graph 0 (ring:6)");
        Message(() => new([Rated("ring:6")], 0)).ShouldBe("schedule: found every: 0, expected a time above zero");
        Message(() => new([Rated("ring:6")], double.NaN)).ShouldBe("schedule: found every: NaN, expected a time above zero");
        Message(() => new([Rated("ring:6"), Rated("star:6")], double.PositiveInfinity)).ShouldBe("schedule: found several graphs and no end of the first, expected a finite time for each");
    }

    private static string Message(Func<Schedule> make) => Should.Throw<InputException>(make).Message;

    private static RatedGraph Rated(string text) => RatedGraph.Uniform(Check.Graph(text));
}
