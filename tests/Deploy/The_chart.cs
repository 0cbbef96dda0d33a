using Gossip.Experiments;
using Gossip.Topology;
using k8s.Models;

namespace Gossip.Deploy.Tests;

/// <summary>What helm makes of the chart, for all values that lead to other objects.</summary>
public sealed class The_chart
{
    private static readonly string[] Everything =
    [
        "--set", "tls.enabled=true,tls.certManager.enabled=true,tls.certManager.issuer.name=own", "--set", "gpu.count=2,metrics.serviceMonitor.enabled=true,metrics.rules.enabled=true,metrics.dashboard.enabled=true",
        "--set", "data.volume.persistentVolumeClaim.claimName=patients,data.subPath=trial,otlpEndpoint=http://collector:4317", "--set", "nodeSelector.pool=gpu,priorityClassName=high,runtimeClassName=nvidia,podAnnotations.a=b,podLabels.team=x",
        "--set-json", """tolerations=[{"key":"nvidia.com/gpu","operator":"Exists","effect":"NoSchedule"}]""", "--set-json", """affinity={"nodeAffinity":{}}""",
        "--set-json", """extraEnv=[{"name":"DOTNET_gcServer","value":"0"}]""", "--set-json", """extraVolumes=[{"name":"models","emptyDir":{}}]""", "--set-json", """extraVolumeMounts=[{"name":"models","mountPath":"/models"}]""",
        "--set-json", """networkPolicy.httpFrom=[{"namespaceSelector":{"matchLabels":{"name":"monitoring"}}}]""", "--set-json", """networkPolicy.extraEgress=[{"ports":[{"port":4317}]}]""", "--set-json", """extraArgs=["--set","cluster.checkpoint-every=10"]""",
        "--set-json", """image.pullSecrets=["registry"]""",
    ];

    /// <summary>What is asked for, and the objects that are made elsewhere.</summary>
    public static TheoryData<string, string[], string[]> Values { get; } = new()
    {
        { "nothing", [], [] },
        { "another name and namespace", ["trial", "--namespace", "lab"], [] },
        { "a long name", ["a-release-that-somebody-gave-a-name-of-50-characters"], [] },
        { "one pod", ["--set", "replicas=1"], [] },
        { "a pod for each node", ["--set", "replicas=8"], [] },
        { "a certificate", ["--set", "tls.enabled=true,tls.existingSecret=certificate"], ["certificate"] },
        { "a certificate of cert-manager", ["--set", "tls.enabled=true,tls.certManager.enabled=true,tls.certManager.issuer.name=own,tls.certManager.issuer.kind=ClusterIssuer"], [] },
        { "a secret", ["--set", "auth.existingSecret=mine"], ["mine"] },
        { "GPUs", ["--set", "gpu.count=1"], [] },
        { "data on a claim", ["--set", "data.volume.persistentVolumeClaim.claimName=patients"], [] },
        { "data in a ConfigMap", ["--set", "data.volume.configMap.name=small,data.mountPath=/small"], ["small"] },
        { "checkpoints that go with the pod", ["--set", "checkpoints.persistent=false"], [] },
        { "a class and size of claims", ["--set", "checkpoints.storageClass=fast,checkpoints.size=20Gi,checkpoints.whenScaled=Delete,checkpoints.whenDeleted=Delete"], [] },
        { "other ports", ["--set", "ports.control=5001,ports.lane=5002,ports.http=5003"], [] },
        { "neither budget nor policy", ["--set", "disruptionBudget.enabled=false,networkPolicy.enabled=false"], [] },
        { "an account", ["--set", "serviceAccount.name=runner"], ["runner"] },
        { "monitoring", ["--set", "metrics.serviceMonitor.enabled=true,metrics.rules.enabled=true,metrics.dashboard.enabled=true"], [] },
        { "no limits", ["--set", "resources.limits=null"], [] },
        { "everything", Everything, [] },
        { "everything with names of its own", [.. Everything, "--set", "auth.existingSecret=mine,serviceAccount.name=runner"], ["mine", "runner"] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Renders_objects_that_name_each_other_rightly(string what, string[] arguments, string[] elsewhere)
    {
        Manifests all = Chart.Manifests(arguments);
        new References(all, elsewhere).ShouldHold();
        what.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Passes_the_linter(string what, string[] arguments, string[] elsewhere)
    {
        Tool.Need();
        (int code, string said) = Tool.Helm(["lint", "--strict", Chart.Folder, .. arguments.SkipWhile(a => !a.StartsWith('-'))]);
        code.ShouldBe(0, $"{what} {elsewhere.Length}\n{said}");
    }

    [Fact]
    public void Is_what_the_values_say()
    {
        Manifests all = Chart.Manifests(Everything);
        all.Container.Image.ShouldBe("gossip:0.1.0-cuda");
        all.Container.Resources.Limits["nvidia.com/gpu"].ToString().ShouldBe("2");
        all.Variable("GOSSIP_DEVICE").ShouldBe("cuda:0");
        all.Variable("GOSSIP_CERTIFICATE_KEY").ShouldBe("/var/run/secrets/gossip-tls/tls.key");
        all.Container.Args.ShouldBe(["node", "/etc/gossip/experiment.yaml", "--set", "cluster.checkpoint-every=10"]);
        V1VolumeMount data = all.Container.VolumeMounts.Single(m => m.Name == "data");
        (data.MountPath, data.SubPath, data.ReadOnlyProperty).ShouldBe(("/data", "trial", true));
        all.Pod.Volumes.Single(v => v.Name == "data").PersistentVolumeClaim.ClaimName.ShouldBe("patients");
        all.Pod.RuntimeClassName.ShouldBe("nvidia");
        all.Only<V1NetworkPolicy>().Spec.Egress.Count.ShouldBe(3);
        all.Only<Certificate>().Spec.DnsNames.ShouldContain("*.gossip");

        Manifests plain = Chart.Manifests();
        plain.Container.Image.ShouldBe("gossip:0.1.0");
        plain.Container.Resources.Limits.Keys.ShouldBe(["memory"]);
        plain.Container.Env.ShouldNotContain(e => e.Name == "GOSSIP_CERTIFICATE" || e.Name == "GOSSIP_DEVICE");
        plain.Set.Spec.VolumeClaimTemplates.ShouldHaveSingleItem().Spec.Resources.Requests["storage"].ToString().ShouldBe("1Gi");
        plain.Objects.ShouldNotContain(o => o is CustomResource);
    }

    [Fact]
    public void Changes_nothing_but_the_number_and_names_of_pods_when_it_scales()
    {
        Manifests four = Chart.Manifests("--set", "auth.existingSecret=s"), eight = Chart.Manifests("--set", "auth.existingSecret=s,replicas=8");
        eight.Set.Spec.Replicas = 4;
        eight.Container.Env.Single(e => e.Name == "GOSSIP_REPLICAS").Value = "4";
        eight.Container.Env.Single(e => e.Name == "GOSSIP_SEEDS").Value = four.Variable("GOSSIP_SEEDS");
        eight.ByName().ShouldBe(four.ByName());
    }

    [Fact]
    public void Makes_secrets_that_nobody_can_guess()
    {
        V1Secret one = Chart.Manifests().Only<V1Secret>(), other = Chart.Manifests().Only<V1Secret>();
        foreach (string key in (string[])["cluster-secret", "http-token"])
        {
            one.Data[key].Length.ShouldBeGreaterThanOrEqualTo(32);
            one.Data[key].ShouldNotBe(other.Data[key]);
        }
    }

    [Theory]
    [InlineData("grafana")]
    [InlineData("prometheus")]
    public void Carries_the_board_and_the_alerts_as_they_are(string folder)
    {
        string[] own = Directory.GetFiles(Path.Combine(Chart.Folder, "files", folder)), all = Directory.GetFiles(Repository.PathOf($"deploy/{folder}"));
        own.Select(Path.GetFileName).ShouldBe(all.Select(Path.GetFileName), ignoreOrder: true);
        own.ShouldNotBeEmpty();
        foreach (string file in all) File.ReadAllText(Path.Combine(Chart.Folder, "files", folder, Path.GetFileName(file))).ShouldBe(File.ReadAllText(file));
    }

    [Fact]
    public void Brings_the_board_and_the_alerts_to_the_cluster()
    {
        Manifests all = Chart.Manifests("--set", "metrics.rules.enabled=true,metrics.dashboard.enabled=true");
        all.Only<PrometheusRule>().Spec.Groups.SelectMany(g => g.Rules).ShouldAllBe(rule => rule.Alert!.StartsWith("Gossip") && rule.Expr.Length > 0);
        string board = all.Named<V1ConfigMap>("gossip-board").ShouldNotBeNull().Data["gossip.json"];
        board.ShouldBe(File.ReadAllText(Repository.PathOf("deploy/grafana/gossip.json")));
    }

    [Fact]
    public void Carries_an_experiment_that_can_be_read_and_takes_another_as_it_stands()
    {
        string folder = Directory.CreateTempSubdirectory("gossip-deploy-").FullName;
        string file = Path.Combine(folder, "experiment.yaml"), mine = Path.Combine(folder, "mine.yaml");
        File.WriteAllText(file, Chart.Manifests().Only<V1ConfigMap>().Data["experiment.yaml"]);
        Experiment read = Experiment.Read(file, [$"problem.data={Repository.PathOf("examples/data/breast_cancer.csv")}"]);
        GraphSpec.Parse(read.Graph.Specs.ShouldHaveSingleItem(), read.Seed).Nodes.ShouldBe(8);

        const string Text = "problem: { loss: quadratic }\ngraph: ring:5   # \"five\" {{ .Values.x }}\n\nseed: 3\n";
        File.WriteAllText(mine, Text);
        Chart.Manifests("--set-file", $"experiment={mine}").Only<V1ConfigMap>().Data["experiment.yaml"].ShouldBe(Text);
        Directory.Delete(folder, recursive: true);
    }
}
