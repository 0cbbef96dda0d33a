using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gossip.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Gossip.Experiments.Yaml;

/// <summary>
/// A section of an experiment file. Each reader takes one key, notes it as known, writes what it understood to the
/// resolved file and returns it; a key that is absent or null has its default.
/// </summary>
public sealed class Section
{
    private readonly Document _document;
    private readonly YamlMappingNode _source, _resolved;
    private readonly string? _shortKey;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private (YamlMappingNode Parent, string Key)? _collapsesInto;

    internal Section(Document document, string path, YamlMappingNode source, YamlMappingNode resolved, string? shortKey)
    {
        (_document, Path, _source, _resolved, _shortKey) = (document, path, source, resolved, shortKey);
        if (_source.Children.TryGetValue(Document.ShortForm, out YamlNode? scalar))
        {
            _source.Children.Remove(Document.ShortForm);
            if (shortKey is null) _document.Wrong(scalar, path, "a section with keys of its own");
            else if (!_source.Children.ContainsKey(shortKey)) _source.Add(shortKey, scalar);
        }
    }

    /// <summary>What it is a section of.</summary>
    internal Document Document => _document;

    /// <summary>Where it stands in the file: <c>problem.split</c>; empty for the whole file.</summary>
    public string Path { get; }

    /// <summary>The place of a key, for messages: <c>file.yaml:7: problem.l2</c>.</summary>
    public string Place(string key) => _document.Place(_source.Children.TryGetValue(key, out YamlNode? node) ? node : null, PathOf(key));

    /// <summary>Whether the user gave the key a value.</summary>
    public bool Has(string key) => _source.Children.TryGetValue(key, out YamlNode? node) && !IsNull(node);

    /// <summary>Whether the user gave the key one word instead of a section.</summary>
    public bool IsWord(string key) => Has(key) && _source.Children[key] is YamlScalarNode;

    /// <summary>Puts a value that depends on other keys into the resolved file, and returns it.</summary>
    public string Fill(string key, string value) => Resolve(key, value)!;

    /// <summary>Puts a tree into the resolved file.</summary>
    internal void Fill(string key, YamlNode value) => _resolved.Children[key] = value;

    /// <summary>Notes a mistake in a value that was readable.</summary>
    public void Refuse(string key, string expected)
    {
        if (_source.Children.TryGetValue(key, out YamlNode? node)) _document.Wrong(node, PathOf(key), expected);
        else _document.Missing(PathOf(key), expected);
    }

    /// <summary>A text, or null where there is neither value nor default.</summary>
    public string? Text(string key, string? fallback = null, string expected = "a text") =>
        Scalar(key, expected) is { } node ? Resolve(key, node.Value!, node) : Resolve(key, fallback);

    /// <summary>A text that must be there.</summary>
    public string Required(string key, string expected)
    {
        if (!Has(key)) _document.Missing(PathOf(key), expected);
        return Text(key, null, expected) ?? "";
    }

    /// <summary>One of a few words, or null where there is neither value nor default.</summary>
    [return: NotNullIfNotNull(nameof(fallback))]
    public string? Choice(string key, string? fallback, params string[] options)
    {
        string expected = $"one of {string.Join(", ", options)}";
        string? value = Text(key, fallback, expected);
        if (value is null || options.Contains(value, StringComparer.Ordinal)) return value;
        Refuse(key, expected + Nearest.Hint(value, options));
        return fallback;
    }

    /// <summary>A number of an interval, or null where there is neither value nor default.</summary>
    public double? Number(string key, double? fallback = null, Interval? within = null)
    {
        Interval interval = within ?? Interval.Finite;
        if (Scalar(key, interval.Words) is not { } node) return Resolve(key, fallback);
        if (interval.TryParse(node.Value, out double value)) return Resolve(key, value);
        _document.Wrong(node, PathOf(key), interval.Words);
        return fallback;
    }

    /// <summary>A whole number, or null where there is neither value nor default (or where the word <paramref name="none"/> stands).</summary>
    public int? Integer(string key, int? fallback = null, int least = 0, string? none = null)
    {
        string expected = $"a whole number ≥ {least}" + (none is null ? "" : $", or '{none}'");
        if (Scalar(key, expected) is not { } node || node.Value == none)
        {
            if (fallback is null && none is not null) Resolve(key, none);
            else Resolve(key, fallback);
            return fallback;
        }
        if (int.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least)
            return Resolve(key, (int?)value);
        _document.Wrong(node, PathOf(key), expected);
        return fallback;
    }

    /// <summary>A seed: a whole number from 0 to 2⁶⁴ − 1.</summary>
    public ulong Seed(string key, ulong fallback)
    {
        const string Expected = "a whole number from 0 to 2^64 - 1";
        if (Scalar(key, Expected) is not { } node)
        {
            Resolve(key, fallback.ToString(CultureInfo.InvariantCulture));
            return fallback;
        }
        if (!ulong.TryParse(node.Value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)) _document.Wrong(node, PathOf(key), Expected);
        Resolve(key, value.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    /// <summary>true or false.</summary>
    public bool Flag(string key, bool fallback)
    {
        if (Scalar(key, "true or false") is not { } node || !bool.TryParse(node.Value, out bool value))
        {
            if (Has(key) && _source.Children[key] is YamlScalarNode wrong) _document.Wrong(wrong, PathOf(key), "true or false");
            value = fallback;
        }
        Resolve(key, value ? "true" : "false");
        return value;
    }

    /// <summary>A list of texts, or null where the key is absent.</summary>
    public IReadOnlyList<string>? Texts(string key, string expected) => List(key, expected, node => node.Value);

    /// <summary>A list of some of a few words, or null where the key is absent.</summary>
    public IReadOnlyList<string>? Choices(string key, params string[] options) =>
        List(key, $"a list of {string.Join(", ", options)}", node => options.Contains(node.Value, StringComparer.Ordinal) ? node.Value : null);

    /// <summary>A list of numbers of an interval, or null where the key is absent.</summary>
    public IReadOnlyList<double>? Numbers(string key, Interval within) =>
        List(key, $"a list of numbers, each {within.Words}", node => within.TryParse(node.Value, out double value) ? value : (double?)null)
            ?.Select(value => value!.Value).ToList();

    /// <summary>Numbers by node, as a section <c>{ 3: 0.5 }</c> or as a list from node 0 on; empty where the key is absent.</summary>
    public IReadOnlyDictionary<int, double> ByNode(string key, Interval within)
    {
        string expected = $"{{ node: number }} or a list, each {within.Words}";
        if (!Has(key) || _source.Children[key] is not YamlMappingNode map)
            return (Has(key) ? Numbers(key, within) : Absent(key))?.Select((value, node) => (node, value)).ToDictionary(p => p.node, p => p.value) ?? [];
        Ask(key);
        Dictionary<int, double> values = [];
        YamlMappingNode resolved = new() { Style = MappingStyle.Flow };
        foreach ((YamlNode name, YamlNode item) in map.Children)
        {
            if (name is YamlScalarNode { Value: { } text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int node)
                && item is YamlScalarNode scalar && within.TryParse(scalar.Value, out double value))
            {
                values[node] = value;
                resolved.Add(new YamlScalarNode(text), new YamlScalarNode(scalar.Value));
            }
            else
            {
                _document.Wrong(item is YamlScalarNode && name is YamlScalarNode { Value: { } t } && int.TryParse(t, out _) ? item : name, PathOf(key), expected);
            }
        }
        _resolved.Children[key] = resolved;
        return values;
    }

    /// <summary>What stands at a key, whatever it is; null where it is absent.</summary>
    internal YamlNode? Node(string key)
    {
        Ask(key);
        if (!Has(key)) return null;
        return _resolved.Children[key] = _source.Children[key];
    }

    /// <summary>All keys of the section, whatever they are called, with what stands there.</summary>
    internal IReadOnlyList<(string Key, YamlNode Value)> Entries()
    {
        List<(string, YamlNode)> entries = [];
        foreach (YamlNode name in _source.Children.Keys)
        {
            string key = (name as YamlScalarNode)?.Value ?? name.ToString();
            _asked.Add(key);
            entries.Add((key, _resolved.Children[name] = _source.Children[name]));
        }
        return entries;
    }

    /// <summary>A section inside this one; empty where the key is absent.</summary>
    public Section Child(string key) => Inner(key, null);

    /// <summary>
    /// A section that may be shortened to one word: <c>method: dadao</c> means <c>method: { name: dadao }</c> when
    /// <paramref name="shortKey"/> is <c>name</c>.
    /// </summary>
    public Section Union(string key, string shortKey) => Inner(key, shortKey);

    internal static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" };

    internal void NoteUnknownKeys()
    {
        foreach (YamlNode name in _source.Children.Keys)
        {
            string key = (name as YamlScalarNode)?.Value ?? name.ToString();
            if (_asked.Contains(key)) continue;
            string hint = Nearest.Hint(key, _asked);
            _document.Unknown(name, PathOf(key), $"unknown key '{key}'{(hint != "" ? hint : $", expected one of {string.Join(", ", _asked)}")}");
        }
    }

    internal void Collapse()
    {
        if (_collapsesInto is not { } place) return;
        YamlMappingNode parent = place.Parent;
        if (_resolved.Children.Count == 0) parent.Children.Remove(place.Key);
        else if (_shortKey is not null && _resolved.Children.Count == 1 && _resolved.Children.TryGetValue(_shortKey, out YamlNode? only))
            parent.Children[place.Key] = only;
    }

    private string PathOf(string key) => Path == "" ? key : $"{Path}.{key}";

    private Section Inner(string key, string? shortKey)
    {
        string expected = shortKey is null ? "a section with keys of its own" : $"a word, or a section with the key '{shortKey}'";
        Ask(key);
        YamlMappingNode source = [];
        if (Has(key))
        {
            YamlNode node = _source.Children[key];
            if (node is YamlMappingNode mapping) source = mapping;
            else if (node is YamlScalarNode && shortKey is not null) source.Add(shortKey, node);
            else _document.Wrong(node, PathOf(key), expected);
        }
        YamlMappingNode resolved = [];
        _resolved.Children[key] = resolved;
        Section section = _document.Open(PathOf(key), source, resolved, shortKey);
        section._collapsesInto = (_resolved, key);
        return section;
    }

    private YamlScalarNode? Scalar(string key, string expected)
    {
        Ask(key);
        if (!Has(key)) return null;
        if (_source.Children[key] is YamlScalarNode scalar) return scalar;
        _document.Wrong(_source.Children[key], PathOf(key), expected);
        return null;
    }

    private List<T>? List<T>(string key, string expected, Func<YamlScalarNode, T?> read)
    {
        Ask(key);
        if (!Has(key)) return null;
        YamlNode node = _source.Children[key];
        if (node is not YamlSequenceNode sequence)
        {
            _document.Wrong(node, PathOf(key), expected);
            return [];
        }
        List<T> values = [];
        YamlSequenceNode resolved = new() { Style = SequenceStyle.Flow };
        foreach (YamlNode item in sequence.Children)
        {
            if (item is YamlScalarNode scalar && !IsNull(item) && read(scalar) is { } value)
            {
                values.Add(value);
                resolved.Add(new YamlScalarNode(scalar.Value) { Style = scalar.Style });
            }
            else
            {
                _document.Wrong(item, PathOf(key), expected);
            }
        }
        _resolved.Children[key] = resolved;
        return values;
    }

    private IReadOnlyList<double>? Absent(string key)
    {
        Ask(key);
        return null;
    }

    private void Ask(string key)
    {
        _asked.Add(key);
        _document.Asked(PathOf(key));
    }

    private string? Resolve(string key, string? value, YamlScalarNode? source = null)
    {
        if (value is not null) _resolved.Children[key] = new YamlScalarNode(value) { Style = source?.Style ?? ScalarStyle.Any };
        return value;
    }

    private double? Resolve(string key, double? value)
    {
        if (value is { } number) Resolve(key, number.ToString("R", CultureInfo.InvariantCulture));
        return value;
    }

    private int? Resolve(string key, int? value)
    {
        if (value is { } number) Resolve(key, number.ToString(CultureInfo.InvariantCulture));
        return value;
    }
}
