using System.Runtime.CompilerServices;

namespace Gossip.EndToEnd.Tests;

/// <summary>Finds the repository's own files.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Sixteen nodes, least squares, d = 10, with a problem.json.</summary>
    public static string Linear => Path.Combine(Root, "tests/data/linear_n16_s0");

    private static string Here([CallerFilePath] string path = "") => path;
}
