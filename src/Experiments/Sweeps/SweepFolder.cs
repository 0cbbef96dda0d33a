using System.Globalization;
using Gossip.Core;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Sweeps;

/// <summary>The folder of a sweep and the names of its files. Every cell that is done has a file of its own from the moment on that it is.</summary>
internal sealed class SweepFolder(string path)
{
    /// <summary>The resolved sweep.</summary>
    public const string Sweep = "sweep.yaml";

    /// <summary>What the cells read, by its hash.</summary>
    public const string Inputs = "inputs.json";

    /// <summary>A row for every cell.</summary>
    public const string Results = "results.csv";

    /// <summary>The same as a Parquet file.</summary>
    public const string ResultsParquet = "results.parquet";

    /// <summary>How every combination went, with its band.</summary>
    public const string Curves = "curves.csv";

    /// <summary>Differences to what is compared with.</summary>
    public const string Paired = "paired.csv";

    private const string Cells = "cells";
    private static readonly string[] s_files = [Sweep, Inputs, Results, ResultsParquet, Curves, Paired, RunFolder.Summary, RunFolder.Report];
    private readonly RunFolder _folder = new(path);
    private readonly List<string> _made = [];

    /// <summary>The folder.</summary>
    public string Path => _folder.Path;

    /// <summary>The path of one of its files.</summary>
    public string this[string file] => _folder[file];

    /// <summary>Whether there is a sweep in it.</summary>
    public bool HasSweep => File.Exists(_folder[Sweep]);

    /// <summary>Makes the folder, or tells the user why it cannot be written to.</summary>
    public void Open()
    {
        for (string? folder = _folder[Cells]; folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder)) _made.Add(folder);
        _folder.Open();
        Directory.CreateDirectory(_folder[Cells]);
    }

    /// <summary>Removes what an earlier sweep left.</summary>
    public void Clear()
    {
        foreach (string file in s_files) File.Delete(_folder[file]);
        if (!Directory.Exists(_folder[Cells])) return;
        foreach (string cell in Directory.EnumerateFiles(_folder[Cells], "*.json")) File.Delete(cell);
    }

    /// <summary>The same, and the folders that <see cref="Open"/> made.</summary>
    public void Remove()
    {
        Clear();
        foreach (string folder in _made)
            if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    /// <summary>Writes one of its files as a whole.</summary>
    public void Write(string file, Action<TextWriter> write) => _folder.Write(file, write);

    /// <summary>Keeps what a cell came to.</summary>
    public void Keep(SweepCell cell, CellResult result) => AtomicFile.Write(PathOf(cell), result.ToJson());

    /// <summary>What a cell came to, or null where it is not done.</summary>
    public CellResult? Kept(SweepCell cell) => File.Exists(PathOf(cell)) ? CellResult.TryRead(PathOf(cell)) : null;

    private string PathOf(SweepCell cell) => System.IO.Path.Combine(_folder[Cells], string.Create(CultureInfo.InvariantCulture, $"{cell.Index:000000}.json"));
}
