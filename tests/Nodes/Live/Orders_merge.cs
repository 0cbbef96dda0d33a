using CsCheck;
using Gossip.Nodes.Live;

namespace Gossip.Nodes.Tests;

public class Orders_merge
{
    private static readonly string[] States = ["run", "pause", "stop"], Rates = ["", "uniform", "plan 0 1 2.5"];

    private static readonly Gen<Orders> Some =
        from s in Gen.Long[0, 3] from state in Gen.Int[0, 2] from r in Gen.Long[0, 3] from rates in Gen.Int[0, 2]
        select new Orders(s, States[state], r, Rates[rates]);

    [Fact]
    public void Processes_agree_in_whatever_order_and_however_often_they_hear_of_each_other() =>
        Gen.Select(Some, Some, Some).Sample((a, b, c) =>
            a.Merge(b) == b.Merge(a) && a.Merge(b).Merge(c) == a.Merge(b.Merge(c)) && a.Merge(a) == a && a.Merge(b).Merge(b) == a.Merge(b));

    [Fact]
    public void Orders_on_two_matters_that_cross_on_the_way_both_hold()
    {
        Orders rates = Orders.None.After(Order.Rate(RateOrder.Uniform), now: 10), state = Orders.None.After(Order.Pause, now: 11);
        Orders both = rates.Merge(state);
        (both.Rates, both.IsPaused).ShouldBe(("uniform", true));
    }

    [Fact]
    public void A_later_order_wins_at_a_process_that_has_not_heard_the_earlier_and_nothing_follows_a_stop()
    {
        Orders paused = Orders.None.After(Order.Pause, now: 10), resumed = Orders.None.After(Order.Resume, now: 11);
        paused.Merge(resumed).IsPaused.ShouldBeFalse();
        Orders stopped = paused.After(Order.Stop, now: 12);
        stopped.After(Order.Resume, now: 13).IsStopping.ShouldBeTrue();
        resumed.After(Order.Resume, now: 99).Merge(stopped).IsStopping.ShouldBeTrue();
    }

    [Fact]
    public void They_go_into_a_line_and_come_back() =>
        Some.Sample(orders => Orders.Parse(orders.ToLine()) == orders);

    [Theory]
    [InlineData("")]
    [InlineData("orders")]
    [InlineData("orders 1 run 2")]
    [InlineData("orders 1 dance 2 uniform")]
    [InlineData("orders x run 2 uniform")]
    [InlineData("trips 0000")]
    public void Other_lines_are_none(string line) => Orders.Parse(line).ShouldBeNull();
}
