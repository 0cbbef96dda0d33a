namespace Gossip.Experiments.Tests;

public sealed class A_section_may_be_one_word
{
    private const string Base = "problem: { data: shards }\ngraph: ring:4\n";

    [Theory]
    [InlineData("method: ad-psgd", "method: { name: ad-psgd }")]
    [InlineData("rates: uniform", "rates: { kind: uniform }")]
    [InlineData("rates: optimal", "rates: { kind: optimal }")]
    [InlineData("start: gradient", "start: { kind: gradient }")]
    [InlineData("start: x0.csv", "start: { kind: zero, from: x0.csv }")]
    [InlineData("start: zero", "start: { kind: zero, from: origin }")]
    [InlineData("runtime: actors", "runtime: { kind: actors }")]
    [InlineData("clocks: events.csv", "clocks: { file: events.csv }")]
    public void With_the_same_meaning(string word, string section) =>
        Values(Base + word).ShouldBe(Values(Base + section));

    [Theory]
    [InlineData("method: dadao", "method.chi1=2", "method: { name: dadao, chi1: 2 }")]
    [InlineData("rates: uniform", "rates.total=5", "rates: { kind: uniform, total: 5 }")]
    [InlineData("rates: optimal", "rates.costs=c.txt", "rates: { kind: optimal, costs: c.txt }")]
    [InlineData("runtime: actors", "runtime.threads=3", "runtime: { kind: actors, threads: 3 }")]
    [InlineData("method: { name: dadao, chi1: 2 }", "method=ad-psgd", "method: ad-psgd")]
    [InlineData("method: dadao", "method.name=ad-psgd", "method: ad-psgd")]
    [InlineData("", "stop={time: 5}", "stop: { time: 5 }")]
    [InlineData("record: { every: 2 }", "record.at=[1, 2.5]", "record: { every: 2, at: [1, 2.5] }")]
    public void And_be_changed_from_the_command_line(string line, string change, string expected) =>
        Values(Base + line, change).ShouldBe(Values(Base + expected));

    [Fact]
    public void The_start_defaults_to_that_of_the_problem_and_zero_means_the_origin()
    {
        Read(Base).Start.ShouldBe(new("zero", "auto"));
        Read(Base + "start: zero").Start.ShouldBe(new("zero", "origin"));
        Read(Base + "start: gradient").Start.ShouldBe(new("gradient", "auto"));
        Read(Base + "start: { kind: gradient, from: x0.csv }").Start.ShouldBe(new("gradient", "x0.csv"));
    }

    [Fact]
    public void Stops_hold_where_given_and_both_where_none_is()
    {
        Read(Base).Stop.ShouldBe(new(1e-8, 2000));
        Read(Base + "stop: { time: 5 }").Stop.ShouldBe(new(null, 5));
        Read(Base + "stop: { error: 1e-3 }").Stop.ShouldBe(new(1e-3, null));
        Read(Base + "clocks: e.csv").Stop.ShouldBe(new(null, null));
    }

    private static Experiment Read(string yaml, params string[] changes) => Experiment.Parse(yaml, "test.yaml", changes);

    private static SortedDictionary<string, string> Values(string yaml, params string[] changes) => Read(yaml, changes).Source.Values();
}
