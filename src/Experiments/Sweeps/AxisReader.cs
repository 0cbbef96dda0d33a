using Gossip.Core;
using Gossip.Experiments.Yaml;
using YamlDotNet.RepresentationModel;

namespace Gossip.Experiments.Sweeps;

/// <summary>Reads the sections <c>sweep</c> and <c>variants</c>.</summary>
internal static class AxisReader
{
    private const string List = "a list of values, or { from, to, steps }", Variants = "names, each with the keys that it changes";

    /// <summary>Keys that decide no number of a run, or that are spoken for.</summary>
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["seed"] = "seeds, beside sweep",
        ["name"] = "a key that changes numbers",
        ["folder"] = "a key that changes numbers",
        ["runtime"] = "a key that changes numbers: a run has the same on every runtime, and a cell of a sweep one thread",
        ["actors"] = "a key that changes numbers",
        ["cluster"] = "a key that changes numbers: cells do not run on clusters",
        ["checkpoint"] = "a key that changes numbers: a cell that was stopped begins anew",
    };

    /// <summary>Keys of the experiment with their values.</summary>
    public static IEnumerable<Axis> Keys(Document document, Section sweep)
    {
        foreach ((string key, YamlNode node) in sweep.Entries())
        {
            string place = sweep.Place(key), path = $"{sweep.Path}.{key}";
            RefuseKey(key, place);
            List<(string Label, string Text)> values = node switch
            {
                YamlSequenceNode list => [.. list.Children.Zip(LabelsOf(list.Children), (item, label) => (label, YamlText.Flow(item)))],
                YamlMappingNode range => [.. ValueRange.Read(document.Open(path, range, [])).Select(number => (number, number))],
                _ => throw InputException.At(place, Document.Describe(node), List),
            };
            if (node is YamlSequenceNode && values.Count == 0) throw InputException.At(place, "an empty list", List);
            if (values.GroupBy(v => v.Text).FirstOrDefault(same => same.Count() > 1) is { } twice) throw InputException.At(place, $"{twice.Key} twice", "values that differ");
            yield return new(key, [.. values.Select(v => new AxisValue(v.Label, [new(key, v.Text, place)]))]);
        }
    }

    /// <summary>Names with what they change together.</summary>
    public static IEnumerable<Axis> VariantsOf(Section variants)
    {
        foreach ((string name, YamlNode node) in variants.Entries())
        {
            string place = variants.Place(name);
            if (node is not YamlMappingNode { Children.Count: > 0 } names) throw InputException.At(place, node is YamlMappingNode ? "an empty section" : Document.Describe(node), Variants);
            yield return new(name, [.. names.Children.Select(pair => VariantOf(pair.Key.ToString(), pair.Value, place))]);
        }
    }

    private static AxisValue VariantOf(string label, YamlNode changes, string place)
    {
        string own = $"{place}.{label}";
        if (changes is not YamlMappingNode keys) throw InputException.At(own, Document.Describe(changes), "the keys that it changes, such as { method: extra }");
        foreach (YamlNode key in keys.Children.Keys) RefuseKey(key.ToString(), own);
        return new(label, [.. keys.Children.Select(pair => new Change(pair.Key.ToString(), YamlText.Flow(pair.Value), $"{own}: {pair.Key}"))]);
    }

    private static void RefuseKey(string key, string place)
    {
        if (key.Split('.').Any(string.IsNullOrWhiteSpace)) throw InputException.At(place, $"'{key}'", "a key of the experiment, such as problem.l2");
        if (s_refused.TryGetValue(key.Split('.')[0], out string? instead)) throw InputException.At(place, $"'{key}'", instead);
    }

    /// <summary>Words as they are, sections by their name where that tells them apart.</summary>
    private static IEnumerable<string> LabelsOf(IList<YamlNode> values)
    {
        string[] names = [.. values.Select(value => value is YamlMappingNode section && section.Children.TryGetValue("name", out YamlNode? name) ? name.ToString()
            : value is YamlScalarNode scalar && !Section.IsNull(scalar) ? scalar.Value! : YamlText.Flow(value))];
        return values.Select((value, k) => value is YamlMappingNode && names.Count(n => n == names[k]) > 1 ? YamlText.Flow(value) : names[k]);
    }
}
