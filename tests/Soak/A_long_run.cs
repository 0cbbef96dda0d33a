using System.Globalization;

namespace Gossip.Cluster.Tests;

/// <summary>A cluster runs for minutes, <c>GOSSIP_SOAK_MINUTES</c> of them, five if nothing is said, and grows nowhere.</summary>
public sealed class A_long_run : IDisposable
{
    private static readonly double Minutes = double.Parse(Environment.GetEnvironmentVariable("GOSSIP_SOAK_MINUTES") ?? "5", CultureInfo.InvariantCulture);
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Takes_no_more_memory_files_or_threads_at_its_end()
    {
        Running run = _lab.Start("cluster", "lab.yaml", "--processes", "3", "--out", "out", "--set", "stop={ error: 1e-300 }", "--set", "record.every=50");
        _lab.WaitForTime("out", 50, run);
        int[] processes = [run.Id, run.Child("p0"), run.Child("p1"), run.Child("p2")];
        // what just-in-time compilation and first buffers take is there after a third
        await Wait(Minutes / 3);
        Usage[] early = await Highest(run, processes, Minutes / 6);
        await Wait(Minutes / 3);
        Usage[] late = await Highest(run, processes, Minutes / 6);
        for (int k = 0; k < processes.Length; k++)
        {
            string story = $"process {k}: {early[k]} early, {late[k]} late\n{run.Said}";
            late[k].Megabytes.ShouldBeLessThan(1.1 * early[k].Megabytes + 10, story);
            late[k].Files.ShouldBeLessThanOrEqualTo(early[k].Files + 5, story);
            late[k].Threads.ShouldBeLessThanOrEqualTo(early[k].Threads + 10, story);
            if (Environment.GetEnvironmentVariable("GOSSIP_STORY") is { } path) File.AppendAllText(path, $"process {k}: {early[k]} early, {late[k]} late\n");
        }

        run.Signal(Running.Terminate); // a shell lets what it has in the background ignore interrupts
        run.Code().ShouldBe(130, run.Said);
        Lab.Distance(_lab.Estimates("out").Values, Enumerable.Range(0, Lab.Nodes)).ShouldBeLessThan(1e-9);
    }

    private static Task Wait(double minutes) => Task.Delay(TimeSpan.FromMinutes(minutes), TestContext.Current.CancellationToken);

    private static async Task<Usage[]> Highest(Running run, int[] processes, double minutes)
    {
        Usage[] highest = new Usage[processes.Length];
        for (int looks = 0; looks < 20; looks++)
        {
            await Wait(minutes / 20);
            processes.ShouldAllBe(process => Running.Lives(process), run.Said);
            for (int k = 0; k < processes.Length; k++) highest[k] = Usage.Of(processes[k]).Max(highest[k]);
        }
        return highest;
    }

    private readonly record struct Usage(double Megabytes, int Files, int Threads)
    {
        public static Usage Of(int process)
        {
            string[] status = File.ReadAllLines($"/proc/{process}/status");
            return new(Number("VmRSS:") / 1024.0, Directory.GetFiles($"/proc/{process}/fd").Length, Number("Threads:"));

            int Number(string name) => int.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "").Trim(), CultureInfo.InvariantCulture);
        }

        public Usage Max(Usage other) => new(Math.Max(Megabytes, other.Megabytes), Math.Max(Files, other.Files), Math.Max(Threads, other.Threads));
    }
}
