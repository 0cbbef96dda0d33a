using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Gossip.Cluster.Tests;

/// <summary>A real <c>gossip</c> process and what it has said so far.</summary>
public sealed class Running : IDisposable
{
    public const int Interrupt = 2, Kill = 9, Terminate = 15;
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "gossip.dll");
    private readonly Process _process;
    private volatile bool _isDisposed;

    public Running(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments, params string[] inside)
        : this([.. inside, "dotnet", Program, .. arguments], folder, environment)
    {
    }

    private Running(string[] command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach ((string key, string value) in environment) start.Environment[key] = value;
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(Out, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(Error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The same of a program that becomes <c>gossip</c>.</summary>
    public static Running Of(params string[] command) => new(command, Path.GetTempPath(), new Dictionary<string, string>());

    public int Id => _process.Id;

    public ConcurrentQueue<string> Out { get; } = [];

    public ConcurrentQueue<string> Error { get; } = [];

    public bool HasEnded => _isDisposed || _process.HasExited;

    /// <summary>Everything it said, for messages.</summary>
    public string Said => string.Join('\n', Out.Concat(Error));

    public void Signal(int signal) => Send(Id, signal).ShouldBe(0);

    public static void Signal(int process, int signal) => Send(process, signal).ShouldBe(0);

    public static bool Lives(int process) => Send(process, 0) == 0;

    /// <summary>Its exit code, once it has ended.</summary>
    public int Code(double seconds = 150)
    {
        if (!_process.WaitForExit(TimeSpan.FromSeconds(seconds))) throw new TimeoutException($"it did not end within {seconds} s\n{Said}");
        _process.WaitForExit(); // until all that it said has been read
        return _process.ExitCode;
    }

    /// <summary>Waits for a line on standard error.</summary>
    public string Tells(string pattern, double seconds = 90) => Line(Error, pattern, seconds);

    /// <summary>Waits for a line on standard output.</summary>
    public string Prints(string pattern, double seconds = 90) => Line(Out, pattern, seconds);

    /// <summary>The child processes of <c>gossip cluster</c>, by name.</summary>
    public int Child(string name) => int.Parse(Regex.Match(Tells($"^{name}: process [0-9]+ with"), "process ([0-9]+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _isDisposed = true;
        _process.Dispose();
    }

    private string Line(ConcurrentQueue<string> lines, string pattern, double seconds)
    {
        string? found = null;
        Wait.Until(() => (found = lines.FirstOrDefault(line => Regex.IsMatch(line, pattern))) is not null || HasEnded, seconds, () => $"no line like '{pattern}'\n{Said}");
        if (found is null)
        {
            _process.WaitForExit();
            found = lines.FirstOrDefault(line => Regex.IsMatch(line, pattern));
        }
        return found ?? throw new InvalidOperationException($"it ended without a line like '{pattern}'\n{Said}");
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}
