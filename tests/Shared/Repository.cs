namespace Gossip.Tests;

/// <summary>Finds files of this clone from a test's output folder.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Gossip.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file or folder under tests/data.</summary>
    public static string Data(params string[] parts) => Path.Combine([Root, "tests", "data", .. parts]);

    /// <summary>A file or folder under the root.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gossip.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Gossip.sln is nowhere above the tests");
    }
}
