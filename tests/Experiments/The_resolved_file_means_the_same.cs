using CsCheck;

namespace Gossip.Experiments.Tests;

public sealed class The_resolved_file_means_the_same
{
    private static readonly Gen<string> Words = Gen.OneOf([.. new[] { "plain", "true", "null", "12", "1e5", "a: b", "- x", "#no", "with 'quotes'", "\"", "ünï", " spaced ", "[a]", "a/b.csv", "~" }.Select(Gen.Const)]);

    /// <summary>Writing and reading again changes nothing, whatever the texts look like to YAML.</summary>
    [Fact]
    public void Whatever_stands_in_it() =>
        Gen.Select(Words, Words, Gen.Double, Gen.ULong, Gen.Double[0.001, 10]).Sample((data, target, mu, seed, every) =>
        {
            string yaml = FormattableString.Invariant($$"""
                seed: {{seed}}
                problem: { data: {{Quoted(data)}}, target: {{Quoted(target)}}, l: {{Math.Abs(mu) + 1e-300:R}} }
                graph: { schedule: [{{Quoted(data)}}, ring:4], every: {{every:R}} }
                record: { at: [{{every:R}}, 3] }
                """);
            Experiment first = Experiment.Parse(yaml, "a.yaml"), second = Experiment.Parse(first.Source.Resolved(), "b.yaml");
            second.Source.Values().ShouldBe(first.Source.Values());
            second.Problem.ShouldBe(first.Problem);
            second.Seed.ShouldBe(seed);
            second.Graph.Specs.ShouldBe([data, "ring:4"]);
            second.Record.At.ShouldBe(first.Record.At);
        }, iter: 300);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
