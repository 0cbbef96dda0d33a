using System.Text.RegularExpressions;
using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Tests;

public sealed class The_reference_file
{
    private static string Text => File.ReadAllText(Repository.PathOf("docs/reference/experiment.yaml"));

    [Fact]
    public void Holds_every_key_the_parser_knows_and_no_other()
    {
        Experiment read = Experiment.Parse(Text, "docs/reference/experiment.yaml");
        KeysOf(Text).ShouldBe(read.Source.Known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Has_the_defaults_as_its_values()
    {
        Experiment reference = Experiment.Parse(Text, "reference.yaml");
        Experiment bare = Experiment.Parse("problem: { data: shards }\ngraph: ring:16", "reference.yaml");
        reference.Source.Values().ShouldBe(bare.Source.Values());
    }

    /// <summary>Key paths by indentation, without a YAML parser.</summary>
    private static IEnumerable<string> KeysOf(string yaml)
    {
        List<string> keys = [];
        string section = "";
        foreach (Match match in Regex.Matches(yaml, @"^( *)([a-z0-9-]+):", RegexOptions.Multiline))
        {
            string key = match.Groups[2].Value;
            int depth = match.Groups[1].Length / 2;
            section = string.Join('.', section.Split('.').Take(depth).Append(key));
            keys.Add(section);
        }
        return keys.Order(StringComparer.Ordinal);
    }
}
