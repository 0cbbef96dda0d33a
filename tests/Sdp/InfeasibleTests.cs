using System.Globalization;
using System.Text.RegularExpressions;
using Gossip.Core;
using Gossip.Topology;

namespace Gossip.Sdp.Tests;

public class InfeasibleTests
{
    private static string Message(Func<object> act) => Should.Throw<InputException>(act).Message;

    [Fact]
    public void Caps_that_are_too_tight_are_told_with_the_factor_that_would_do()
    {
        // on the star of 9 all rates are √κ⁻¹·8/√2/8 = 1 at κ = 1/2: caps of 0.8 need 1.25 times as much
        Graph star = Check.Graph("star:9");
        string message = Message(() => RatePlanner.Solve(new RateProgram(star, caps: [.. star.Edges.Select(_ => 0.8)])));
        Told(message).Factor.ShouldBeInRange(1.25, 1.25 * 1.02);
        message.ShouldStartWith("caps and budgets: found no rates with chi1*chi2 below 0.78125");
        message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("grid:3x4")]
    [InlineData("barbell:10")]
    [InlineData("random-tree:14")]
    [InlineData("erdos-renyi:15,p=0.3")]
    [InlineData("ring:20")]
    public void What_is_told_to_do_does_it_indeed(string text)
    {
        Graph graph = Check.Graph(text);
        double[] budgets = [.. Enumerable.Range(0, graph.Nodes).Select(i => 0.2 + 0.02 * (i % 9))];
        RateProgram Of(double factor, double kappa) => new(graph, kappa: kappa, budgets: [.. budgets.Select(b => factor * b)]);
        (double factor, double kappa) = Told(Message(() => RatePlanner.Solve(Of(1, 0.5))));
        RatePlanner.Solve(Of(factor, 0.5)).ShouldBeCertified();
        RatePlanner.Solve(Of(1, kappa)).ShouldBeCertified();
        Message(() => RatePlanner.Solve(Of(factor / 1.02, 0.5)));
        Message(() => RatePlanner.Solve(Of(1, kappa / 1.04)));
    }

    private static (double Factor, double Kappa) Told(string message)
    {
        Match match = Regex.Match(message, @"multiply all caps and budgets by ([\d.]+), or raise kappa to ([\d.]+)$");
        match.Success.ShouldBeTrue(message);
        return (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Connectivity_and_resistance_are_feasible_however_tight_the_caps()
    {
        Graph graph = Check.Graph("grid:3x3");
        foreach (RateObjective objective in (RateObjective[])[RateObjective.Connectivity, RateObjective.Resistance])
        {
            Plan plan = RatePlanner.Solve(new RateProgram(graph, objective, caps: [.. graph.Edges.Select(_ => 1e-3)])).ShouldBeCertified();
            plan.Rated.Rates.ShouldAllBe(r => r > 0.999e-3);
        }
    }

    [Fact]
    public void Caps_of_zero_take_edges_out()
    {
        Graph ring = Check.Graph("ring:6");
        Plan plan = RatePlanner.Solve(new RateProgram(ring, caps: [0, .. Enumerable.Repeat(double.PositiveInfinity, 5)])).ShouldBeCertified();
        plan.Rated.Rates[0].ShouldBe(0);
        plan.T.ShouldBeNear(Check.Solve("path:6").T, 1e-8);
        Message(() => RatePlanner.Solve(new RateProgram(Check.Graph("path:4"), caps: [1, 0, 1]))).ShouldContain("separate parts");
    }

    [Fact]
    public void A_graph_in_parts_is_refused() =>
        Message(() => RatePlanner.Solve(new RateProgram(new Graph(4, [new(0, 1), new(2, 3)], "two pairs")))).ShouldStartWith("two pairs: found 2 separate parts");

    [Fact]
    public void One_node_is_refused() =>
        Message(() => new RateProgram(new Graph(1, []))).ShouldContain("at least 2 nodes");

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Costs_must_be_positive_and_finite(double cost) =>
        Message(() => new RateProgram(Check.Graph("path:3"), costs: [1, cost])).ShouldStartWith("cost of edge 1-2");

    [Fact]
    public void Kappa_must_be_positive() =>
        Message(() => new RateProgram(Check.Graph("path:3"), kappa: 0)).ShouldStartWith("kappa");
}
