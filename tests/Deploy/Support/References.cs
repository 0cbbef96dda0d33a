using System.Text.RegularExpressions;
using Gossip.Experiments.Processes;
using k8s.Models;

namespace Gossip.Deploy.Tests;

/// <summary>
/// What the API server does not check and only shows when nothing works: that objects name each other rightly. Names of objects
/// that somebody else makes are given.
/// </summary>
internal sealed partial class References(Manifests all, params string[] elsewhere)
{
    private static readonly string[] Pages = [.. Directory.GetFiles(Repository.PathOf("docs/how-to"), "*.md").Select(File.ReadAllText)];
    private readonly IDictionary<string, string> _labels = all.Set.Spec.Template.Metadata.Labels;
    private readonly string[] _ports = [.. all.Container.Ports.Select(p => p.Name)];

    public void ShouldHold()
    {
        Names();
        Selectors();
        Ports();
        Volumes();
        Environment();
        Rights();
        Monitoring();
    }

    private void Names()
    {
        all.Objects.Select(o => (o.Kind, o.Metadata.Name)).ShouldBeUnique();
        foreach (string name in all.Objects.Select(o => o.Metadata.Name)) DnsLabel().IsMatch(name).ShouldBeTrue(name);
        // the set's hash label holds its name and ten more characters
        all.Set.Metadata.Name.Length.ShouldBeLessThanOrEqualTo(52);
        V1Service peers = all.Named<V1Service>(all.Set.Spec.ServiceName).ShouldNotBeNull();
        peers.Spec.ClusterIP.ShouldBe("None");
        peers.Spec.PublishNotReadyAddresses.ShouldBe(true);
        if (!elsewhere.Contains(all.Pod.ServiceAccountName)) all.Named<V1ServiceAccount>(all.Pod.ServiceAccountName).ShouldNotBeNull();
    }

    private void Selectors()
    {
        ShouldSelectPods(all.Set.Spec.Selector.MatchLabels);
        foreach (V1Service service in all.All<V1Service>()) ShouldSelectPods(service.Spec.Selector);
        foreach (V1PodDisruptionBudget budget in all.All<V1PodDisruptionBudget>()) ShouldSelectPods(budget.Spec.Selector.MatchLabels);
        foreach (V1TopologySpreadConstraint spread in all.Pod.TopologySpreadConstraints) ShouldSelectPods(spread.LabelSelector.MatchLabels);
        foreach (V1NetworkPolicy policy in all.All<V1NetworkPolicy>())
        {
            ShouldSelectPods(policy.Spec.PodSelector.MatchLabels);
            ShouldSelectPods(policy.Spec.Ingress[0].FromProperty.ShouldHaveSingleItem().PodSelector.MatchLabels);
            ShouldSelectPods(policy.Spec.Egress[0].To.ShouldHaveSingleItem().PodSelector.MatchLabels);
        }
    }

    private void ShouldSelectPods(IDictionary<string, string>? selector)
    {
        selector.ShouldNotBeNull().ShouldNotBeEmpty();
        foreach ((string key, string value) in selector) _labels[key].ShouldBe(value);
    }

    private void Ports()
    {
        all.Container.Ports.Select(p => p.ContainerPort).ShouldBeUnique();
        foreach (V1ServicePort port in all.All<V1Service>().SelectMany(s => s.Spec.Ports))
        {
            _ports.ShouldContain(port.TargetPort.Value);
            port.Port.ShouldBe(all.Port(port.TargetPort.Value));
        }
        foreach (V1NetworkPolicyPort port in all.All<V1NetworkPolicy>().SelectMany(p => p.Spec.Ingress.SelectMany(i => i.Ports).Concat(p.Spec.Egress.SelectMany(e => e.Ports ?? []))))
            if (!int.TryParse(port.Port.Value, out _)) _ports.ShouldContain(port.Port.Value);
        foreach ((V1Probe probe, string path) in new[] { (all.Container.StartupProbe, "/health/startup"), (all.Container.LivenessProbe, "/health/live"), (all.Container.ReadinessProbe, "/health/ready") })
        {
            probe.HttpGet.Path.ShouldBe(path);
            probe.HttpGet.Port.Value.ShouldBe("http");
        }
        all.Variable("GOSSIP_PORT").ShouldBe($"{all.Port("control")}");
        all.Variable("GOSSIP_LANE_PORT").ShouldBe($"{all.Port("lane")}");
        all.Variable("GOSSIP_HTTP").ShouldBe($"0.0.0.0:{all.Port("http")}");
        string peers = all.Set.Spec.ServiceName;
        all.Variable("GOSSIP_PUBLIC_HOST").ShouldBe($"$(GOSSIP_NAME).{peers}");
        // the names that the headless service gives to the pods, and that a process would find by itself
        string[] names = [.. Enumerable.Range(0, (int)all.Set.Spec.Replicas!).Select(i => $"{all.Set.Metadata.Name}-{i}.{peers}:{all.Port("control")}")];
        all.Variable("GOSSIP_SEEDS")!.Split(',').ShouldBe(names);
        PodIdentity.Peers($"{all.Set.Metadata.Name}-0.{peers}", all.Port("control"), names.Length).Select(p => p.ToString()).ShouldBe(names);
        all.Variable("GOSSIP_REPLICAS").ShouldBe($"{all.Set.Spec.Replicas}");
    }

    private void Volumes()
    {
        string[] volumes = [.. all.Pod.Volumes.Select(v => v.Name).Concat(all.Set.Spec.VolumeClaimTemplates?.Select(c => c.Metadata.Name) ?? [])];
        volumes.ShouldBeUnique();
        all.Container.VolumeMounts.Select(m => m.Name).Distinct().ShouldBe(volumes, ignoreOrder: true);
        string[] paths = [.. all.Container.VolumeMounts.Select(m => m.MountPath.TrimEnd('/'))];
        paths.ShouldBeUnique();
        foreach (string path in paths) paths.ShouldNotContain(other => other.StartsWith(path + "/", StringComparison.Ordinal), $"a volume within that at {path}");
        foreach (V1Volume volume in all.Pod.Volumes)
        {
            if (volume.ConfigMap?.Name is { } map && !elsewhere.Contains(map)) all.Named<V1ConfigMap>(map).ShouldNotBeNull();
            if (volume.Secret?.SecretName is { } secret && !elsewhere.Contains(secret) && all.All<Certificate>().All(c => c.Spec.SecretName != secret)) all.Named<V1Secret>(secret).ShouldNotBeNull();
        }
    }

    private void Environment()
    {
        all.Container.Env.Select(e => e.Name).ShouldBeUnique();
        HashSet<string> before = [];
        foreach (V1EnvVar variable in all.Container.Env)
        {
            foreach (Match used in Used().Matches(variable.Value ?? "")) before.ShouldContain(used.Groups[1].Value, $"{variable.Name} uses a variable that stands behind it");
            before.Add(variable.Name);
            if (variable.Name.StartsWith("GOSSIP_", StringComparison.Ordinal)) Pages.ShouldContain(page => page.Contains($"`{variable.Name}`", StringComparison.Ordinal), $"no page knows {variable.Name}");
            if (variable.Value?.StartsWith('/') == true) ShouldBeMounted(variable.Value);
        }
        all.Container.Command.ShouldBe(["gossip"]);
        all.Container.Args.Take(2).ShouldBe(["node", "/etc/gossip/experiment.yaml"]);
        ShouldBeMounted(all.Container.Args[1]);
    }

    /// <summary>A path lies in a volume, and where that is of one of these objects, a file of this name is in it.</summary>
    private void ShouldBeMounted(string path)
    {
        V1VolumeMount mount = all.Container.VolumeMounts.Where(m => path == m.MountPath || path.StartsWith(m.MountPath + "/", StringComparison.Ordinal)).ShouldHaveSingleItem(path);
        V1Volume? volume = all.Pod.Volumes.SingleOrDefault(v => v.Name == mount.Name);
        string file = Path.GetFileName(path);
        if (volume?.ConfigMap is { } map) all.Named<V1ConfigMap>(map.Name)!.Data.Keys.ShouldContain(file);
        if (volume?.Secret is { } secret && all.Named<V1Secret>(secret.SecretName) is { } own) own.Data.Keys.ShouldContain(file);
    }

    private void Rights()
    {
        all.Pod.AutomountServiceAccountToken.ShouldBe(false);
        all.Pod.SecurityContext.RunAsNonRoot.ShouldBe(true);
        all.Pod.SecurityContext.SeccompProfile.Type.ShouldBe("RuntimeDefault");
        V1SecurityContext own = all.Container.SecurityContext;
        own.ReadOnlyRootFilesystem.ShouldBe(true);
        own.AllowPrivilegeEscalation.ShouldBe(false);
        own.Capabilities.Drop.ShouldBe(["ALL"]);
        (own.Privileged ?? false).ShouldBeFalse();
        all.Container.TerminationMessagePolicy.ShouldBe("FallbackToLogsOnError");
    }

    private void Monitoring()
    {
        foreach (ServiceMonitor monitor in all.All<ServiceMonitor>())
        {
            V1Service service = all.All<V1Service>().Where(s => monitor.Spec.Selector.MatchLabels.All(l => s.Metadata.Labels.TryGetValue(l.Key, out string? value) && value == l.Value)).ShouldHaveSingleItem();
            service.Spec.ClusterIP.ShouldBe("None"); // so that each pod is asked
            ServiceMonitorEndpoint endpoint = monitor.Spec.Endpoints.ShouldHaveSingleItem();
            service.Spec.Ports.Select(p => p.Name).ShouldContain(endpoint.Port);
            V1SecretKeySelector token = endpoint.Authorization.ShouldNotBeNull().Credentials;
            all.Pod.Volumes.Select(v => v.Secret?.SecretName).ShouldContain(token.Name);
            Path.GetFileName(all.Variable("GOSSIP_HTTP_TOKEN_FILE")).ShouldBe(token.Key);
        }
        foreach (Certificate certificate in all.All<Certificate>())
        {
            all.Pod.Volumes.Select(v => v.Secret?.SecretName).ShouldContain(certificate.Spec.SecretName);
            certificate.Spec.Usages.ShouldBe(["digital signature", "server auth", "client auth"]);
        }
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\$\(([A-Z_]+)\)")]
    private static partial Regex Used();
}
