using k8s.Models;

namespace Gossip.Deploy.Tests;

/// <summary>
/// Does what Kubernetes does with a rendered StatefulSet: starts its pods at once, starts one again that dies, restarts those whose
/// template has changed one by one from the highest number when the one before is ready, and looks at their probes.
/// </summary>
internal sealed class StatefulSet : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gossip-set-").FullName;
    private readonly PodNetwork _network;
    private readonly string _data;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _kubelet;
    private Manifests _template;

    public StatefulSet(Manifests template, string data)
    {
        (_template, _data) = (template, data);
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        _network = new(Path.Combine(_folder, "hosts"));
        Scale(template);
        _kubelet = Task.Run(Watch);
    }

    public SortedDictionary<int, Pod> Pods { get; } = [];

    /// <summary>For how long at most a running container was not alive, in seconds, and who.</summary>
    public (double Seconds, string Who) LongestDead { get; private set; }

    public string Story => string.Join('\n', Pods.Values.Select(p => $"---- {p.Name}\n{p.Container.Said}"));

    /// <summary>Applies a template that differs in the number of pods.</summary>
    public void Scale(Manifests template)
    {
        _template = template;
        int replicas = (int)template.Set.Spec.Replicas!;
        lock (Pods)
        {
            foreach (Pod gone in Pods.Values.Where(p => p.Ordinal >= replicas)) gone.Container.Signal(Running.Terminate);
            foreach (Pod gone in Pods.Values.Where(p => p.Ordinal >= replicas).ToArray())
            {
                gone.Container.Code((double)template.Pod.TerminationGracePeriodSeconds!).ShouldBe(0, gone.Container.Said);
                _network.Forget($"{gone.Name}.{template.Set.Spec.ServiceName}");
                Pods.Remove(gone.Ordinal);
                gone.Dispose();
            }
            for (int k = 0; k < replicas; k++)
            {
                if (Pods.ContainsKey(k)) continue;
                Pods[k] = new(template, k, _network, _folder, FolderOf);
                Pods[k].Schedule();
            }
        }
    }

    /// <summary>Restarts the pods whose template is an older one.</summary>
    public async Task Roll()
    {
        foreach (Pod pod in Pods.Values.Where(p => p.Manifests != _template).Reverse())
        {
            pod.Terminate();
            pod.Manifests = _template;
            pod.Schedule();
            await Ready(pod);
        }
    }

    public async Task AllReady()
    {
        foreach (Pod pod in Pods.Values) await Ready(pod);
    }

    private async Task Ready(Pod pod)
    {
        string said = "";
        for (int tries = 0; tries < 600; tries++)
        {
            (bool isReady, said) = await pod.Probe(c => c.ReadinessProbe);
            if (isReady) return;
            pod.Container.HasEnded.ShouldBeFalse($"{pod.Name} has ended\n{pod.Container.Said}");
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"{pod.Name} is not ready: {said}\n{Story}");
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _kubelet.Wait();
        foreach (Pod pod in Pods.Values) pod.Dispose();
        _network.Dispose();
        _stopped.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Looks whether containers that have started are alive.</summary>
    private async Task Watch()
    {
        Dictionary<Running, long> deadSince = [];
        HashSet<Running> started = [];
        while (!_stopped.IsCancellationRequested)
        {
            Pod[] pods;
            lock (Pods) pods = [.. Pods.Values];
            foreach (Pod pod in pods)
            {
                Running container = pod.Container;
                if (!started.Contains(container) && !(await pod.Probe(c => c.StartupProbe)).Is) continue;
                started.Add(container);
                bool isAlive = (await pod.Probe(c => c.LivenessProbe)).Is || container != pod.Container || container.HasEnded;
                if (isAlive) deadSince.Remove(container);
                else if (deadSince.TryAdd(container, Environment.TickCount64)) continue;
                else if ((Environment.TickCount64 - deadSince[container]) / 1e3 is var seconds && seconds > LongestDead.Seconds) LongestDead = (seconds, pod.Name);
            }
            await Task.Delay(1000);
        }
    }

    /// <summary>The content of a volume that is not a pod's own.</summary>
    private string FolderOf(V1Volume volume)
    {
        if (volume.PersistentVolumeClaim is not null) return _data;
        string folder = Path.Combine(_folder, volume.Name);
        if (volume.EmptyDir is not null) return folder;
        Directory.CreateDirectory(folder);
        if (volume.ConfigMap is { } map)
            foreach ((string key, string text) in _template.Named<V1ConfigMap>(map.Name)!.Data) File.WriteAllText(Path.Combine(folder, key), text);
        if (volume.Secret is { } secret)
            foreach ((string key, byte[] value) in _template.Named<V1Secret>(secret.SecretName)!.Data)
            {
                string file = Path.Combine(folder, key);
                File.WriteAllBytes(file, value);
                File.SetUnixFileMode(file, (UnixFileMode)volume.Secret.DefaultMode!);
                Tool.Run("chgrp", [$"{_template.Pod.SecurityContext.FsGroup}", file]);
            }
        return folder;
    }
}
