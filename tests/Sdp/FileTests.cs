using Gossip.Core;

namespace Gossip.Sdp.Tests;

public class FileTests
{
    private static string Message(Func<object> act)
    {
        string message = Should.Throw<InputException>(act).Message;
        message.ShouldNotContain("\n");
        return message;
    }

    [Fact]
    public void A_plan_reads_back_to_the_same_bits()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "plan.json");
        Plan plan = Check.Solve("lollipop:8");
        PlanFile.Write(path, plan);
        PlanFile.Write(path, plan);
        Plan back = PlanFile.Read(path);
        PlanFile.ToJson(back).ShouldBe(PlanFile.ToJson(plan));
        back.Rated.Rates.ShouldBe(plan.Rated.Rates);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Theory]
    [InlineData("", "plan: found")]
    [InlineData("{}", "plan: found")]
    [InlineData("null", "plan: found null")]
    [InlineData("[1]", "plan: found")]
    [InlineData("""{"objektive":"communications"}""", "objektive")]
    public void What_is_no_plan_is_refused_in_one_line(string json, string part) => Message(() => PlanFile.Parse(json, "plan")).ShouldContain(part);

    [Fact]
    public void A_wrong_word_gets_a_hint() =>
        Message(() => PlanFile.Parse(PlanFile.ToJson(Check.Solve("path:3")).Replace("\"communications\"", "\"comunications\""), "plan"))
            .ShouldContain("did you mean 'communications'?");

    [Fact]
    public void A_file_that_is_not_there_is_named() => Message(() => PlanFile.Read("/nowhere/plan.json")).ShouldStartWith("/nowhere/plan.json: cannot be read");

    [Fact]
    public void Costs_caps_and_budgets_are_read_by_edge_and_node()
    {
        var graph = Check.Graph("ring:3");
        ValueFile.Costs(["# costs", "1 0 2.5", "", "2,0\t1e-1", "1 2 4 # dear"], "c", graph).ShouldBe([2.5, 0.1, 4]);
        ValueFile.Caps(["0 2 7"], "u", graph).ShouldBe([double.PositiveInfinity, 7, double.PositiveInfinity]);
        ValueFile.Budgets(["1 3"], "b", graph).ShouldBe([double.PositiveInfinity, 3, double.PositiveInfinity]);
    }

    [Theory]
    [InlineData("0 1 -1", "c, line 1: found '-1', expected a finite cost > 0")]
    [InlineData("0 1 0", "found '0'")]
    [InlineData("0 1 nan", "found 'nan'")]
    [InlineData("0 1 inf", "found 'inf'")]
    [InlineData("0 1 x", "found 'x'")]
    [InlineData("0 1", "found 2 columns, expected i j value")]
    [InlineData("0 9 1", "c, line 1: found edge 0 9, expected an edge of the graph")]
    [InlineData("0 2 1", "found edge 0 2")]
    [InlineData("0 1 1;1 0 2", "c, line 2: found '1 0' again")]
    [InlineData("0 1 1", "c: found no cost for edge 1 2")]
    public void Mistakes_in_a_costs_file_are_told_by_line(string text, string part) =>
        Message(() => ValueFile.Costs(text.Split(';'), "c", Check.Graph("path:3"))).ShouldContain(part);

    [Theory]
    [InlineData("7 1", "b, line 1: found node 7, expected a node of the graph")]
    [InlineData("1 -2", "found '-2', expected a finite budget ≥ 0")]
    public void Mistakes_in_a_budgets_file_are_told_by_line(string text, string part) =>
        Message(() => ValueFile.Budgets([text], "b", Check.Graph("path:3"))).ShouldContain(part);
}
