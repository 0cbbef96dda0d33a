using System.Globalization;
using Gossip.Core;

namespace Gossip.Topology.Tests;

public class RateTests
{
    [Theory, MemberData(nameof(Reference.Keys), MemberType = typeof(Reference))]
    public void The_smallest_uniform_rates_are_root_two_times_the_reference(string name, int nodes)
    {
        Reference reference = Reference.Of(name, nodes);
        RatedGraph rated = UniformRates.Smallest(reference.Graph);
        rated.TotalRate.ShouldBeNear(Math.Sqrt(2) * reference.T);
        Schedule schedule = Schedule.Constant(rated);
        (schedule.Chi1 * schedule.Chi2).ShouldBeNear(0.5);
        RateGuard.Require(schedule);
    }

    [Fact]
    public void A_schedule_gets_its_rates_from_its_worst_chis()
    {
        // at unit total rate: star of 16 χ₁ = 15, ring χ₁ = 8/(1 − cos π/8), barbell the worst of all; χ₂ = 15/2 but for the barbell
        Graph[] graphs = [Check.Graph("star:16"), Check.Graph("ring:16"), Check.Graph("barbell:16")];
        RatedGraph[] rated = UniformRates.Smallest(graphs, 0.25);
        // χ₂ of the barbell: its bridge has R = 57
        double expected = Math.Sqrt(1 / 0.003581903099776837 * 28.5 / 0.25);
        rated.ShouldAllBe(r => Math.Abs(r.TotalRate / expected - 1) < 1e-10);
        RateGuard.Require(new Schedule(rated, 0.1), 0.25);
    }

    [Fact]
    public void Rates_too_low_are_refused_and_the_total_in_the_message_passes()
    {
        RatedGraph low = UniformRates.Smallest(Check.Graph("barbell:16")).Scale(0.9);
        string message = Should.Throw<InputException>(() => RateGuard.Require(Schedule.Constant(low), place: "plan.json")).Message;
        message.ShouldBe("plan.json: found chi1*chi2 = 0.617284 at a total rate of 113.533, expected at most 0.5, which these proportions reach at a total rate of 126.14805");
        double total = double.Parse(message.Split(' ')[^1], CultureInfo.InvariantCulture);
        RateGuard.Require(Schedule.Constant(low.Scale(total / low.TotalRate)));
    }

    [Fact]
    public void Rates_within_rounding_of_the_bound_are_taken() =>
        RateGuard.Require(Schedule.Constant(UniformRates.Smallest(Check.Graph("grid:8x8")).Scale(1 - 1e-12)));

    [Fact]
    public void Rates_that_leave_the_graph_apart_are_refused() =>
        Should.Throw<InputException>(() => RateGuard.Require(Schedule.Constant(new RatedGraph(Check.Graph("path:3"), [5, 0])))).Message
            .ShouldBe("rates (edges of rate above zero): found 2 separate parts (node 0 cannot reach node 2), expected a connected graph");
}
