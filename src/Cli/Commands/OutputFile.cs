using System.CommandLine;
using Gossip.Core;

namespace Gossip.Cli.Commands;

/// <summary>A file that a command will write when its work is done; whether that can be is asked before.</summary>
internal sealed class OutputFile
{
    private readonly string _option, _path;

    private OutputFile(string option, string path) => (_option, _path) = (option, path);

    /// <summary>The file that an option names, or null where it was not given.</summary>
    public static OutputFile? Of(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } path) return null;
        OutputFile file = new(option.Name, path);
        if (path == "" || Directory.Exists(path) || Path.EndsInDirectorySeparator(path)) throw InputException.At(option.Name, $"'{path}', which is a folder", "a writable file");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
        string probe = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.probe");
        file.Try(() =>
        {
            // a file where a folder should be comes to light here
            if (File.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) throw new IOException("its folder is a file");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        });
        return file;
    }

    /// <summary>Writes it as a whole, its folder too where that is missing.</summary>
    public void Write(string text) => Try(() => AtomicFile.Write(_path, text));

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string reason = error switch
            {
                UnauthorizedAccessException => "access is denied",
                FileNotFoundException or DirectoryNotFoundException => "nothing can be made there",
                _ => error.Message.Split(" : '")[0].TrimEnd('.'),
            };
            throw InputException.At(_option, $"'{_path}', which cannot be written ({reason})", "a writable file");
        }
    }
}
