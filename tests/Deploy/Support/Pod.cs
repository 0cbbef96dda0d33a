using System.Text.RegularExpressions;
using k8s.Models;

namespace Gossip.Deploy.Tests;

/// <summary>
/// A pod of the rendered StatefulSet: its container's command, arguments, environment, mounts, user and rights as the manifest has them,
/// in a network namespace of its own.
/// </summary>
internal sealed partial class Pod(Manifests manifests, int ordinal, PodNetwork network, string claims, Func<V1Volume, string> folderOf) : IDisposable
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(3) };
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
    private string _space = "";
    private Running? _container;

    /// <summary>What the pod's template is; another one holds from the next start.</summary>
    public Manifests Manifests { get; set; } = manifests;

    public string Name => $"{Manifests.Set.Metadata.Name}-{ordinal}";

    public int Ordinal => ordinal;

    public string Address { get; private set; } = "";

    public Running Container => _container ?? throw new InvalidOperationException($"{Name} was never started");

    /// <summary>Puts the pod on a machine, with an address that it did not have before, and starts its container.</summary>
    public void Schedule()
    {
        (_space, Address) = network.Join($"{Name}.{Manifests.Set.Spec.ServiceName}");
        Start();
    }

    /// <summary>Starts its container, again after it has ended.</summary>
    public void Start()
    {
        _container?.Dispose();
        _container = Running.Of(["ip", .. Inside([.. Manifests.Container.Command, .. Manifests.Container.Args])]);
    }

    /// <summary>Runs a command in its container, as <c>kubectl exec</c> does.</summary>
    public (int Code, string Said) Execute(params string[] command) => Tool.Run("ip", Inside(command));

    /// <summary>Where a folder of its container is on this machine.</summary>
    public string Folder(string mount) => Mounts().Single(m => m.Path == mount).Folder;

    /// <summary>What the kubelet finds at a probe.</summary>
    public async Task<(bool Is, string Said)> Probe(Func<V1Container, V1Probe> which)
    {
        V1HTTPGetAction get = which(Manifests.Container).HttpGet;
        try
        {
            using HttpResponseMessage answer = await Client.GetAsync(new Uri($"http://{Address}:{Manifests.Port(get.Port.Value)}{get.Path}"));
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return (false, error.Message);
        }
    }

    /// <summary>SIGTERM, and the time that the pod's manifest gives it.</summary>
    public void Terminate()
    {
        Container.Signal(Running.Terminate);
        Container.Code((double)Manifests.Pod.TerminationGracePeriodSeconds!).ShouldBe(0, $"{Name}\n{Container.Said}");
    }

    public void Dispose() => _container?.Dispose();

    private IEnumerable<(string Name, string Value)> Variables()
    {
        Dictionary<string, string> all = [];
        foreach (V1EnvVar variable in Manifests.Container.Env)
            all[variable.Name] = variable.ValueFrom?.FieldRef?.FieldPath switch
            {
                null => Reference().Replace(variable.Value, m => all[m.Groups[1].Value]),
                "metadata.name" => Name,
                "metadata.labels['apps.kubernetes.io/pod-index']" => $"{ordinal}",
                var path => throw new NotSupportedException(path),
            };
        return all.Select(v => (v.Key, v.Value));
    }

    private string[] Inside(string[] command)
    {
        string root = Directory.CreateDirectory(Path.Combine(claims, $"root-{Name}-{Guid.NewGuid():n}")).FullName;
        return
        [
            "netns", "exec", _space, "bash", Path.Combine(AppContext.BaseDirectory, "Support/pod.sh"), root, Dotnet, AppContext.BaseDirectory, network.Hosts, $"{Manifests.Pod.SecurityContext.RunAsUser}",
            .. Mounts().Select(m => $"{m.Path}={m.Folder}{(m.IsReadOnly ? ":ro" : "")}"), "--",
            "env", "-i", "PATH=/opt/bin:/usr/bin:/bin", "DOTNET_EnableDiagnostics=0", .. Variables().Select(v => $"{v.Name}={v.Value}"), .. command,
        ];
    }

    private IEnumerable<(string Path, string Folder, bool IsReadOnly)> Mounts()
    {
        foreach (V1VolumeMount mount in Manifests.Container.VolumeMounts)
        {
            V1Volume? volume = Manifests.Pod.Volumes.SingleOrDefault(v => v.Name == mount.Name);
            string folder = volume is not null ? folderOf(volume) : Path.Combine(claims, $"{mount.Name}-{Name}");
            if (volume is null || volume.EmptyDir is not null)
            {
                folder = volume is null ? folder : $"{folder}-{Name}";
                Directory.CreateDirectory(folder);
                Tool.Run("chown", [$"{Manifests.Pod.SecurityContext.FsGroup}", folder]);
            }
            yield return (mount.MountPath, folder, mount.ReadOnlyProperty == true);
        }
    }

    [GeneratedRegex(@"\$\(([A-Z_]+)\)")]
    private static partial Regex Reference();
}
