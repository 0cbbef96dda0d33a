using System.Text;

namespace Gossip.Experiments.Report;

/// <summary>Files that are either there as a whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes UTF-8 text beside the path and moves it there; a reader never sees half of it.</summary>
    public static void Write(string path, string text)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new ArgumentException($"{path} names no file");
        Directory.CreateDirectory(folder);
        string unfinished = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId}.tmp");
        try
        {
            File.WriteAllText(unfinished, text, new UTF8Encoding(false));
            File.Move(unfinished, full, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
