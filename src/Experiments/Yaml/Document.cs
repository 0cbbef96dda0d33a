using System.Globalization;
using Gossip.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gossip.Experiments.Yaml;

/// <summary>
/// An experiment file while it is being read: the tree with its line numbers, what <c>--set</c> changed in it, the
/// mistakes found so far, and the same tree again as it was understood, defaults filled in.
/// </summary>
/// <remarks>
/// Readers never throw for a user's mistake; they note it and return a stand-in, so that a misspelt key is told as
/// such and not as the absence of the right one. <see cref="Check"/> throws the most telling mistake.
/// </remarks>
public sealed class Document
{
    /// <summary>Marks the scalar that stood where <c>--set</c> needed a section: <c>method: dadao</c> with <c>--set method.chi1=2</c>.</summary>
    internal const string ShortForm = "";

    private readonly Dictionary<YamlNode, string> _changed = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _unknown = [], _wrong = [], _missing = [];
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<Section> _sections = [];
    private readonly YamlMappingNode _tree;
    private readonly YamlMappingNode _resolved = [];

    private Document(string name, YamlMappingNode tree)
    {
        (Name, _tree) = (name, tree);
        Root = Open("", _tree, _resolved);
    }

    /// <summary>The file's name as the user gave it.</summary>
    public string Name { get; }

    /// <summary>The whole file.</summary>
    public Section Root { get; }

    /// <summary>The path of every key that was asked for.</summary>
    public IReadOnlyCollection<string> Known => _known;

    /// <summary>Reads YAML; <paramref name="name"/> is what mistakes are told under.</summary>
    public static Document Parse(string text, string name, IEnumerable<string>? changes = null) =>
        Parse(text, name, (changes ?? []).Select(Change.OfOption));

    /// <summary>The same with changes from anywhere; of the section <paramref name="inside"/> of the file alone where that is given.</summary>
    internal static Document Parse(string text, string name, IEnumerable<Change> changes, string? inside = null)
    {
        YamlNode root = Load(text, name);
        if (inside is not null && root is YamlMappingNode around && around.Children.TryGetValue(inside, out YamlNode? section)) root = section;
        if (root is YamlScalarNode { Value: null or "" }) root = new YamlMappingNode();
        if (root is not YamlMappingNode tree)
            throw InputException.At($"{name}:{root.Start.Line}", Describe(root), "keys with values, such as 'graph: ring:16'");
        Document document = new(name, tree);
        foreach (Change change in changes) document.Set(change);
        return document;
    }

    /// <summary>Throws the first mistake: unknown keys before wrong values before missing keys.</summary>
    public void Check()
    {
        foreach (Section section in _sections) section.NoteUnknownKeys();
        foreach (string message in _unknown.Concat(_wrong).Concat(_missing)) throw new InputException(message);
        foreach (Section section in Enumerable.Reverse(_sections)) section.Collapse();
    }

    /// <summary>The file as it was understood: every value that was read, and every default.</summary>
    public string Resolved() => YamlText.Of(_resolved);

    /// <summary>The file as it was given, changes made.</summary>
    internal YamlMappingNode Given => _tree;

    /// <summary>The same as a flat list of key paths and values.</summary>
    public SortedDictionary<string, string> Values()
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        Flatten("", _resolved);
        return values;

        void Flatten(string path, YamlMappingNode section)
        {
            foreach ((YamlNode name, YamlNode value) in section.Children)
            {
                string key = path + ((YamlScalarNode)name).Value;
                if (value is YamlMappingNode inner) Flatten(key + ".", inner);
                else values[key] = value is YamlSequenceNode list ? string.Join(", ", list.Children) : ((YamlScalarNode)value).Value ?? "";
            }
        }
    }

    internal Section Open(string path, YamlMappingNode source, YamlMappingNode resolved, string? shortKey = null)
    {
        Section section = new(this, path, source, resolved, shortKey);
        _sections.Add(section);
        return section;
    }

    internal void Asked(string path) => _known.Add(path);

    internal void Unknown(YamlNode node, string path, string message) => _unknown.Add($"{Place(node, path)}: {message}");

    internal void Wrong(YamlNode node, string path, string expected) =>
        _wrong.Add($"{Place(node, path)}: found {Describe(node)}, expected {expected}");

    internal void Missing(string path, string expected) => _missing.Add($"{Name}: {path}: found nothing, expected {expected}");

    /// <summary>Where a value stands: <c>file.yaml:7: problem.l2</c>, or <c>--set problem.l2</c>.</summary>
    internal string Place(YamlNode? node, string path) =>
        node is null ? $"{Name}: {path}"
        : _changed.TryGetValue(node, out string? place) ? place
        : $"{Name}:{node.Start.Line}: {path}";

    internal static string Describe(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } value } => $"'{(value.Length > 60 ? value[..60] + "…" : value)}'",
        YamlScalarNode => "nothing",
        YamlSequenceNode => "a list",
        _ => "a section with keys of its own",
    };

    private static YamlNode Load(string text, string name)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new InputException($"{name}:{error.Start.Line}: not valid YAML: {OneLine(error.InnerException?.Message ?? error.Message)}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new InputException($"{name}: not valid YAML (is a bracket or a quote left open?)");
        }
        if (stream.Documents.Count > 1)
            throw InputException.At($"{name}:{stream.Documents[1].RootNode.Start.Line}", "a second YAML document", "one document");
        return stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();

    private void Set(Change change)
    {
        string[] keys = change.Path.Split('.');
        YamlNode value = Load(change.Value, change.Place);
        foreach (YamlNode node in value.AllNodes) _changed[node] = change.Place;

        YamlMappingNode at = _tree;
        foreach (string key in keys[..^1]) at = Descend(at, key, change.Place);
        Put(at, keys[^1], value, change.Place);
    }

    private YamlMappingNode Descend(YamlMappingNode at, string key, string place)
    {
        at.Children.TryGetValue(key, out YamlNode? child);
        if (child is YamlMappingNode section) return section;
        YamlMappingNode made = [];
        if (child is not null && !Section.IsNull(child)) made.Add(ShortForm, child);
        Put(at, key, made, place);
        return made;
    }

    private void Put(YamlMappingNode at, string key, YamlNode value, string place)
    {
        YamlScalarNode name = new(key);
        _changed[name] = place;
        _changed.TryAdd(value, place);
        at.Children.Remove(name);
        at.Children.Add(name, value);
    }
}
