namespace Gossip.Conformance.Tests;

/// <summary>Every figure of examples/papers/expected.tsv, within the tolerance that stands beside it.</summary>
public sealed class The_papers_come_out(Paper_runs runs) : IClassFixture<Paper_runs>
{
    public static TheoryData<string, string, string> Figures =>
        [.. Expectation.All.Select(expected => (expected.Experiment, string.Join("; ", expected.Changes), expected.Figure))];

    [Theory]
    [MemberData(nameof(Figures))]
    public void Within_their_tolerance(string experiment, string changes, string figure)
    {
        Expectation expected = Expectation.All.Single(e => e.Experiment == experiment && string.Join("; ", e.Changes) == changes && e.Figure == figure);
        runs.Of(expected).ShouldBe(expected.Reference, expected.Tolerance * Math.Abs(expected.Reference));
    }
}
