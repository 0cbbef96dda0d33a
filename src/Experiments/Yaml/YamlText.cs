using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gossip.Experiments.Yaml;

/// <summary>YAML as text again.</summary>
internal static class YamlText
{
    /// <summary>A file with this tree.</summary>
    public static string Of(YamlMappingNode tree)
    {
        StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(tree)).Save(text, assignAnchors: false);
        return text.ToString().Replace("\r", "", StringComparison.Ordinal).Replace("...\n", "", StringComparison.Ordinal);
    }

    /// <summary>A value within one line, which reads as the same value again.</summary>
    public static string Flow(YamlNode node) => node switch
    {
        YamlMappingNode section => $"{{{string.Join(", ", section.Children.Select(pair => $"{Flow(pair.Key)}: {Flow(pair.Value)}"))}}}",
        YamlSequenceNode list => $"[{string.Join(", ", list.Children.Select(Flow))}]",
        _ when Section.IsNull(node) => "null",
        YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } plain when plain.Value!.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-' or '_' or '/') => plain.Value!,
        YamlScalarNode scalar => JsonSerializer.Serialize(scalar.Value),
        _ => node.ToString(),
    };
}
