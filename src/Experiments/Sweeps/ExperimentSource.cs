using Gossip.Core;
using Gossip.Experiments.Yaml;
using YamlDotNet.RepresentationModel;

namespace Gossip.Experiments.Sweeps;

/// <summary>The experiment that a sweep varies, to be read again for every cell.</summary>
/// <param name="Text">The file that it stands in.</param>
/// <param name="Path">What that is called.</param>
/// <param name="Inside">The section of it that it is, or null for all.</param>
/// <param name="Sets">What <c>--set</c> changes in it.</param>
internal sealed record ExperimentSource(string Text, string Path, string? Inside, IReadOnlyList<Change> Sets)
{
    /// <summary>The experiment with some changes, those of whole sections before those of their keys.</summary>
    public Experiment Read(IEnumerable<Change> changes) =>
        Experiment.Of(Document.Parse(Text, Path, Sets.Concat(changes.OrderBy(change => change.Path.Split('.').Length)), Inside), Path);

    /// <summary>What was given of it, for a file in another folder.</summary>
    public YamlMappingNode GivenFor(string folder)
    {
        Document document = Document.Parse(Text, Path, Sets, Inside);
        try
        {
            Experiment.Of(document, Path);
        }
        catch (InputException)
        {
            // what is swept may be missing here
        }
        YamlMappingNode given = document.Given;
        string home = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        string own = given.Children.TryGetValue("folder", out YamlNode? node) && node is YamlScalarNode { Value: { } said } ? said : ".";
        given.Children["folder"] = new YamlScalarNode(System.IO.Path.GetRelativePath(folder, System.IO.Path.GetFullPath(own, home)).Replace('\\', '/'));
        return given;
    }
}
