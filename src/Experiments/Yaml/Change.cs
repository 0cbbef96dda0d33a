using Gossip.Core;

namespace Gossip.Experiments.Yaml;

/// <summary>A value that takes the place of what a file says.</summary>
/// <param name="Path">The key: <c>problem.l2</c>.</param>
/// <param name="Value">YAML.</param>
/// <param name="Place">Where the change was asked for, for messages.</param>
internal readonly record struct Change(string Path, string Value, string Place)
{
    /// <summary>What <c>--set</c> was given: <c>key.path=value</c>.</summary>
    public static Change OfOption(string assignment)
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        string path = equals < 0 ? assignment.Trim() : assignment[..equals].Trim();
        if (equals < 0 || path.Split('.').Any(string.IsNullOrWhiteSpace))
            throw InputException.At("--set", $"'{assignment}'", "key.path=value, such as problem.l2=0.1");
        return new(path, assignment[(equals + 1)..], $"--set {path}");
    }
}
