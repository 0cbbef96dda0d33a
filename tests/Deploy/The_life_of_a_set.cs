using k8s.Models;

namespace Gossip.Deploy.Tests;

/// <summary>
/// The chart's StatefulSet on one machine: what it would start is started, in pods with names, addresses, a read-only root and a user as
/// the manifest has them. The exact optimum is found without the program.
/// </summary>
public sealed class The_life_of_a_set : IDisposable
{
    private static readonly int[] All = [.. Enumerable.Range(0, Lab.Nodes)];
    private readonly Lab _lab = new();

    public The_life_of_a_set()
    {
        _lab.Write("set.yaml", File.ReadAllText(_lab["lab.yaml"]).Replace("data: shards", "data: /data", StringComparison.Ordinal).Replace("least-unit: 0.02", "least-unit: 0.05", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_lab["shards"], (UnixFileMode)0b111_101_101);
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Goes_through_a_kill_a_drain_and_scaling_from_four_to_eight_to_three_to_the_right_optimum_each_time()
    {
        Tool.Need();
        Assert.SkipWhen(PodNetwork.Missing() is not null, PodNetwork.Missing() ?? "");
        Assert.SkipWhen(Load() > 10, $"the machine has {Load():0} times as much to do as it can: eight processes would take each other for dead");
        Manifests four = Rendered(4);
        using StatefulSet set = new(four, _lab["shards"]);
        try
        {
            await set.AllReady();
            await Reach(set, "0-1", "2-3", "4-5", "6-7");

            // the kubelet starts a container again that was killed; a drain takes a pod elsewhere; neither makes a second cluster
            foreach (int victim in (int[])[2, 0])
            {
                set.Pods[victim].Container.Signal(Running.Kill);
                set.Pods[victim].Container.Code(20);
                set.Pods[victim].Start();
                await set.AllReady();
            }
            set.Pods[1].Terminate();
            set.Pods[1].Schedule();
            await set.AllReady();
            await Reach(set, "0-1", "2-3", "4-5", "6-7");

            Manifests eight = Rendered(8, four);
            set.Scale(eight);
            await set.Roll();
            await set.AllReady();
            await Reach(set, "0", "1", "2", "3", "4", "5", "6", "7");

            Manifests three = Rendered(3, four);
            set.Scale(three);
            await set.Roll();
            await set.AllReady();
            await Reach(set, "0-2", "3-5", "6-7");

            V1Probe liveness = three.Container.LivenessProbe;
            set.LongestDead.Seconds.ShouldBeLessThan((double)liveness.FailureThreshold! * (double)liveness.PeriodSeconds!, set.LongestDead.Who);
            foreach (Pod pod in set.Pods.Values) pod.Terminate();
        }
        catch (Exception error)
        {
            throw new ShouldAssertException($"{error.Message}\n{set.Story}", error);
        }
    }

    [Fact]
    public async Task Tells_in_one_line_why_a_pod_cannot_live()
    {
        Tool.Need();
        Assert.SkipWhen(PodNetwork.Missing() is not null, PodNetwork.Missing() ?? "");
        _lab.Write("set.yaml", File.ReadAllText(_lab["set.yaml"]).Replace("exponential:8", "exponential:9", StringComparison.Ordinal));
        using StatefulSet set = new(Rendered(1), _lab["shards"]);
        Running only = set.Pods[0].Container;
        only.Code().ShouldBe(2, only.Said);
        string line = only.Error.Where(l => l.StartsWith("error: ", StringComparison.Ordinal)).ShouldHaveSingleItem(only.Said);
        line.ShouldContain("found no file for node 8");
        (await set.Pods[0].Probe(c => c.ReadinessProbe)).Is.ShouldBeFalse();
    }

    /// <summary>Processes that want a core, for each core, over the last minute.</summary>
    private static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) / Environment.ProcessorCount;

    /// <summary>The chart with this experiment; with the secret of another rendering, as an upgrade keeps it.</summary>
    private Manifests Rendered(int replicas, Manifests? before = null)
    {
        Manifests all = Chart.Manifests("--set-file", $"experiment={_lab["set.yaml"]}", "--set", $"replicas={replicas},data.volume.persistentVolumeClaim.claimName=patients,data.mountPath=/data");
        if (before is not null) all.Only<V1Secret>().Data = before.Only<V1Secret>().Data;
        return all;
    }

    /// <summary>Waits until each pod has these nodes, and all are at the exact optimum of all, as <c>gossip export</c> in one of the pods finds them.</summary>
    private async Task Reach(StatefulSet set, params string[] shares)
    {
        double distance = double.PositiveInfinity;
        string seen = "";
        for (int tries = 0; tries < 60 && !(distance < 1e-9); tries++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            (int code, seen) = set.Pods[0].Execute("gossip", "export", "--out", $"/tmp/{tries}");
            if (code != 0) continue;
            string folder = Path.Combine(set.Pods[0].Folder("/tmp"), $"{tries}");
            Dictionary<int, double[]> estimates = _lab.Estimates(folder);
            string[] found = [.. _lab.Summary(folder)["processes"]!.AsArray().Select(p => $"{p!["name"]} {p["nodes"]}")];
            bool isWhole = estimates.Keys.Order().SequenceEqual(All) && found.SequenceEqual(shares.Select((nodes, k) => $"gossip-{k} {nodes}"));
            distance = isWhole ? Lab.Distance(estimates.Values, All) : double.PositiveInfinity;
            seen = $"{distance} with {string.Join(" | ", found)}";
        }
        distance.ShouldBeLessThan(1e-9, seen);
    }
}
