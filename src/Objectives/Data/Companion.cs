namespace Gossip.Objectives;

/// <summary>
/// Labels in a file of their own, found by name: X becomes y, features and images become labels, idx3 becomes idx1
/// (<c>X.npy</c> and <c>y.npy</c>, <c>train-images-idx3-ubyte.gz</c> and <c>train-labels-idx1-ubyte.gz</c>).
/// </summary>
internal static class Companion
{
    private static readonly (string Samples, string Labels)[] Names =
        [("images-idx3", "labels-idx1"), ("images", "labels"), ("features", "labels"), ("X", "y"), ("X", "labels")];

    /// <summary>The file of labels beside a file of samples, or null.</summary>
    public static string? Of(string path) => Swapped(path, toLabels: true).FirstOrDefault(File.Exists);

    /// <summary>Whether samples to which this file holds the labels stand beside it.</summary>
    public static bool IsLabels(string path) => Swapped(path, toLabels: false).Any(other => File.Exists(other) && Of(other) is not null);

    private static IEnumerable<string> Swapped(string path, bool toLabels)
    {
        string folder = Path.GetDirectoryName(path) ?? "", name = Path.GetFileName(path);
        foreach ((string samples, string labels) in Names)
        {
            (string from, string to) = toLabels ? (samples, labels) : (labels, samples);
            for (int at = name.IndexOf(from, StringComparison.Ordinal); at >= 0; at = name.IndexOf(from, at + 1, StringComparison.Ordinal))
            {
                // whole words only: the X of X_train, not that of maX
                if (at > 0 && char.IsLetter(name[at - 1])) continue;
                if (at + from.Length < name.Length && char.IsLetter(name[at + from.Length])) continue;
                string other = name[..at] + to + name[(at + from.Length)..];
                yield return Path.Combine(folder, other);
                yield return Path.Combine(folder, other.EndsWith(".gz", StringComparison.Ordinal) ? other[..^3] : other + ".gz");
            }
        }
    }
}
