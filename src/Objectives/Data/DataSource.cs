using System.Globalization;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>The data files that a path stands for.</summary>
/// <param name="Files">The files: in the order of the numbers in their names where these are 0, 1, 2, …, else in ordinal order.</param>
/// <param name="PerNode">Whether each file is one node's: the path is a folder or has wildcards.</param>
/// <param name="Folder">The folder in which they are.</param>
public sealed record DataSource(IReadOnlyList<string> Files, bool PerNode, string Folder)
{
    /// <summary>Finds the files of a path: a file, a folder, or a file name with * or ? in it.</summary>
    public static DataSource Find(string path)
    {
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        if (Directory.Exists(path)) return Shards(path, Path.TrimEndingDirectorySeparator(path), "*");
        if (Path.GetFileName(path).AsSpan().ContainsAny('*', '?') && Directory.Exists(folder))
            return Shards(path, folder, Path.GetFileName(path));
        if (File.Exists(path)) return new DataSource([path], false, folder);
        string hint = Directory.Exists(folder)
            ? Nearest.Hint(Path.GetFileName(path), Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)))
            : "";
        throw InputException.At(path, "no such file or folder", $"data{hint}");
    }

    /// <summary>The files of some nodes alone, told by the number in a file's name.</summary>
    public DataSource Of(IReadOnlyList<int> nodes)
    {
        ILookup<int?, string> numbered = Files.ToLookup(Number);
        return this with
        {
            Files = [.. nodes.Select(node => numbered[node].ToArray() switch
            {
                [var file] => file,
                [] => throw InputException.At(Folder, $"no file for node {node}", $"a data file with the number {node} in its name, such as node-{node:00}.csv"),
                var several => throw InputException.At(Folder, $"{string.Join(" and ", several.Select(Path.GetFileName))} for node {node}", "one file"),
            })],
        };
    }

    /// <summary>Reads all files; they have the same features.</summary>
    public IReadOnlyList<Table> Read(string? target = null)
    {
        Table[] tables = [.. Files.Select(file => DataFile.Read(file, target))];
        int width = tables.Max(table => table.Width);
        for (int k = 0; k < tables.Length; k++)
        {
            if (tables[k].Width < width && DataFile.IsSparse(Files[k])) tables[k] = tables[k].WidenedTo(width);
            if (tables[k].Width != tables[0].Width)
                throw InputException.At(Files[k], $"{tables[k].Width} features", $"{tables[0].Width} as in {Path.GetFileName(Files[0])}");
            if (!tables[k].Columns.SequenceEqual(tables[0].Columns))
                throw InputException.At(Files[k], $"columns {string.Join(",", tables[k].Columns)}", $"those of {Path.GetFileName(Files[0])}");
        }
        return tables;
    }

    /// <summary>The last number in a file's name, without its ending.</summary>
    private static int? Number(string path)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        ReadOnlySpan<char> stem = Path.GetFileNameWithoutExtension(name).AsSpan();
        int end = stem.LastIndexOfAnyInRange('0', '9') + 1, begin = end;
        while (begin > 0 && char.IsAsciiDigit(stem[begin - 1])) begin--;
        return int.TryParse(stem[begin..end], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static DataSource Shards(string path, string folder, string pattern)
    {
        string[] files = [.. Directory.GetFiles(folder, pattern).Where(DataFile.IsFeatureFile)];
        Array.Sort(files, StringComparer.Ordinal);
        if (files.Select(Number).Order().SequenceEqual(Enumerable.Range(0, files.Length).Cast<int?>())) files = [.. files.OrderBy(Number)];
        if (files.Length == 0) throw InputException.At(path, "no data files", $"one file a node ({DataFile.Kinds})");
        return new DataSource(files, true, folder);
    }
}
