using System.Diagnostics;
using System.Text.Json;

namespace Gossip.EndToEnd.Tests;

/// <summary>A real browser: Debian's chromium, driven by playwright-core in a node process.</summary>
internal static class Browser
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "EndToEnd", "browser");

    private static readonly string? Program = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Skips the test, visibly, where something is missing.</summary>
    public static void Require()
    {
        Assert.SkipWhen(Program is null, "chromium is not installed (Debian: chromium)");
        Assert.SkipUnless(Has("node"), "node is not installed");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "playwright-core")), "playwright-core is not installed (npm ci in tests/EndToEnd/browser)");
    }

    /// <summary>Runs a script on an address, and gives the JSON that it prints.</summary>
    public static JsonElement Run(string script, string address)
    {
        ProcessStartInfo start = new("node", [Path.Combine(Folder, script), Program!, address, .. Environment.GetEnvironmentVariable("GOSSIP_PICTURES") is { } pictures ? [pictures] : (string[])[]])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end: {error.GetAwaiter().GetResult()}");
        }
        process.ExitCode.ShouldBe(0, error.GetAwaiter().GetResult());
        return JsonDocument.Parse(output.GetAwaiter().GetResult()).RootElement;
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
