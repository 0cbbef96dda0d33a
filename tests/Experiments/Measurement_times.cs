using CsCheck;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Tests;

public sealed class Measurement_times
{
    [Fact]
    public void Are_the_multiples_of_the_grid_the_given_ones_and_the_end() =>
        Gen.Select(Gen.Double[1e-3, 3], Gen.Double[0, 40].List[0, 5], Gen.Double[1, 40]).Sample((every, given, end) =>
        {
            given.Sort();
            Agenda agenda = new(every, given, end);
            List<double> times = [];
            for (double t = agenda.After(0); double.IsFinite(t); t = agenda.After(t)) times.Add(t);

            SortedSet<double> expected = [end];
            for (int k = 1; k * every < end; k++) expected.Add(k * every);
            expected.UnionWith(given.Where(t => t > 0 && t < end));
            times.ShouldBe(expected);
        }, iter: 500);
}
