using Gossip.Experiments.Report;

namespace Gossip.Dashboard.Feeds;

/// <summary>The nodes' errors as shades, in the steps that reports have.</summary>
internal sealed class Shading
{
    private readonly Dictionary<int, double> _errors = [];
    private readonly Shades _shades;

    /// <summary>Over the given nodes; NaN is the error of one that has none.</summary>
    public Shading(IEnumerable<int> nodes, Func<int, double> errorOf)
    {
        foreach (int node in nodes)
            if (errorOf(node) is var error && !double.IsNaN(error)) _errors[node] = error;
        _shades = new([.. _errors.Values]);
    }

    /// <summary>The least and the largest, for people; nothing where there are none.</summary>
    public IReadOnlyList<string> Range => _errors.Count == 0 ? [] : [Display.Number(_shades.Least), Display.Number(_shades.Most)];

    /// <summary>q0 to q6, or plain where nothing is known.</summary>
    public string Of(int node) => _errors.TryGetValue(node, out double error) ? _shades.Of(error) : "plain";

    /// <summary>The error for people.</summary>
    public string Words(int node) => _errors.TryGetValue(node, out double error) ? Display.Number(error) : "";
}
