using Gossip.Topology;

namespace Gossip.Deploy.Tests;

/// <summary>A wrong value is refused before anything reaches a cluster, in a line that names it.</summary>
public sealed class Values_are_checked
{
    [Theory]
    [InlineData("replicas=0", "/replicas")]
    [InlineData("replicas=four", "/replicas")]
    [InlineData("replica=4", "'replica' not allowed")]
    [InlineData("image.repository=", "/image/repository")]
    [InlineData("image.pullPolicy=Sometimes", "/image/pullPolicy")]
    [InlineData("checkpoints.size=lots", "/checkpoints/size")]
    [InlineData("checkpoints.accessModes={ReadOnlyMany}", "/checkpoints/accessModes/0")]
    [InlineData("checkpoints.whenScaled=Forget", "/checkpoints/whenScaled")]
    [InlineData("data.mountPath=data", "/data/mountPath")]
    [InlineData("data.volume=claim", "/data/volume")]
    [InlineData("data.volume.nfs.path=/x,data.volume.emptyDir.medium=Memory", "/data/volume")]
    [InlineData("gpu.count=-1", "/gpu/count")]
    [InlineData("gpu.device=gpu0", "/gpu/device")]
    [InlineData("ports.http=80", "/ports/http")]
    [InlineData("ports.lane=70000", "/ports/lane")]
    [InlineData("probes.liveness.periodSeconds=0", "/probes/liveness/periodSeconds")]
    [InlineData("probes.lively.periodSeconds=1", "'lively' not allowed")]
    [InlineData("terminationGracePeriodSeconds=1", "/terminationGracePeriodSeconds")]
    [InlineData("tls.enabled=yes", "/tls/enabled")]
    [InlineData("resources.limits.memory=much", "/resources/limits/memory")]
    [InlineData("metrics.serviceMonitor.interval=often", "/metrics/serviceMonitor/interval")]
    [InlineData("otlpEndpoint=collector", "/otlpEndpoint")]
    [InlineData("image=null", "'image'")]
    public void By_the_schema(string value, string told) => Chart.Refusal("--set", value).ShouldContain(told);

    [Theory]
    [InlineData("replicas=9", "replicas: 9, but the experiment has 8 nodes; at most as many pods as nodes")]
    [InlineData("tls.enabled=true", "tls: enabled without a certificate; tls.existingSecret=NAME or tls.certManager.enabled=true")]
    [InlineData("tls.enabled=true,tls.certManager.enabled=true", "tls.certManager.issuer.name: nothing; the name of an Issuer or ClusterIssuer")]
    [InlineData("tls.enabled=true,tls.certManager.enabled=true,tls.existingSecret=x", "tls: existingSecret and certManager; one of the two")]
    [InlineData("tls.existingSecret=x", "tls: a certificate, but enabled is false; tls.enabled=true")]
    [InlineData("ports.lane=4053", "ports: 4053, 4053, 8080; three different ones")]
    [InlineData("experiment=my.yaml", "experiment: not an experiment file but 'my.yaml'; --set-file experiment=my.yaml reads the file")]
    [InlineData("experiment=graph: ring:8", "experiment: no problem, which every experiment has")]
    public void By_the_chart_in_one_line(string value, string told) => Chart.Refusal("--set", value).Split('\n').ShouldContain(line => line.EndsWith(told, StringComparison.Ordinal), Chart.Refusal("--set", value));

    [Fact]
    public void Also_where_the_experiment_is_no_yaml() =>
        Chart.Refusal("--set-json", """experiment="problem: {" """).ShouldContain("experiment: no YAML");

    [Theory]
    [InlineData("ring:5")]
    [InlineData("grid:3x5")]
    [InlineData("torus:3x3x3")]
    [InlineData("hypercube:4")]
    [InlineData("petersen")]
    [InlineData("barbell:10")]
    [InlineData("lollipop:9")]
    [InlineData("tree:15")]
    [InlineData("regular:12,d=3")]
    [InlineData("small-world:20,k=4,p=0.1")]
    public void Against_as_many_nodes_as_the_graph_has(string graph)
    {
        int nodes = GraphSpec.Parse(graph, 1).Nodes;
        string experiment = $$"""experiment="problem: {}\ngraph: '{{graph}}'\n" """;
        Chart.Manifests("--set-json", experiment, "--set", $"replicas={nodes}").Set.Spec.Replicas.ShouldBe(nodes);
        Chart.Refusal("--set-json", experiment, "--set", $"replicas={nodes + 1}").ShouldContain($"the experiment has {nodes} nodes");
    }

    [Theory]
    [InlineData("graph.csv")]
    [InlineData("")]
    public void But_not_where_the_graph_is_a_file_or_missing(string graph) =>
        Chart.Manifests("--set-json", $$"""experiment="problem: {}\ngraph: '{{graph}}'\n" """, "--set", "replicas=50").Set.Spec.Replicas.ShouldBe(50);
}
