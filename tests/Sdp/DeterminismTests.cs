namespace Gossip.Sdp.Tests;

public class DeterminismTests
{
    [Fact]
    public void The_same_program_gives_the_same_bits()
    {
        RateProgram program = new(Check.Graph("geometric:24,r=0.35"));
        Plan first = RatePlanner.Solve(program), second = RatePlanner.Solve(program);
        second.Rated.Rates.ShouldBe(first.Rated.Rates);
        second.Bound.ShouldBe(first.Bound);
    }
}
