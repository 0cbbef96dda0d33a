using System.Security.Cryptography;
using System.Text.Json;

namespace Gossip.Experiments.Sweeps;

/// <summary>What the cells of a sweep read beside the sweep file: the hash of every file that one of their keys names, and the program.</summary>
internal static class SweepInputs
{
    private const string Program = "gossip";

    /// <summary>Hashes by key of the experiment.</summary>
    public static SortedDictionary<string, string> Of(IEnumerable<Experiment> experiments)
    {
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal) { [Program] = typeof(SweepInputs).Assembly.GetName().Version!.ToString(3) };
        HashSet<(string, string)> seen = [];
        foreach (Experiment experiment in experiments)
            foreach ((string key, string value) in experiment.Settings())
            {
                if (value.Length == 0 || !seen.Add((key, value))) continue;
                string[] files = FilesOf(experiment.Locate(value));
                if (files.Length > 0) hashes[$"{key}: {value}"] = Hash(files);
            }
        return hashes;
    }

    /// <summary>The file's text.</summary>
    public static string ToJson(SortedDictionary<string, string> hashes) => JsonSerializer.Serialize(hashes, Running.Summary.Options);

    /// <summary>Reads it again; null where it is damaged.</summary>
    public static SortedDictionary<string, string>? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(path));
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    private static string[] FilesOf(string path)
    {
        if (File.Exists(path)) return [path];
        if (Directory.Exists(path)) return [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)];
        string? folder = Path.GetDirectoryName(path);
        bool isGlob = Path.GetFileName(path).AsSpan().IndexOfAny("*?") >= 0 && Directory.Exists(folder);
        return isGlob ? [.. Directory.EnumerateFiles(folder!, Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];
    }

    private static string Hash(string[] files)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            using FileStream from = File.OpenRead(file);
            sha.AppendData(SHA256.HashData(from));
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
