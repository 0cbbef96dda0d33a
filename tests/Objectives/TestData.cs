using System.Runtime.CompilerServices;

namespace Gossip.Objectives.Tests;

internal static class TestData
{
    /// <summary>A path below tests/data.</summary>
    public static string Of(string path) => Path.Combine(Path.GetDirectoryName(Here())!, "..", "data", path);

    private static string Here([CallerFilePath] string path = "") => path;
}
