using k8s.Models;

namespace Gossip.Deploy.Tests;

/// <summary>The kustomize base beside the chart.</summary>
public sealed class The_base
{
    [Fact]
    public void Gives_the_objects_of_the_charts_default()
    {
        Tool.Need();
        Manifests chart = Chart.Manifests(), kustomized = Base(withSecret: true);
        new References(kustomized).ShouldHold();
        // the values of secrets are everybody's own, and a sum over the experiment can be taken by helm alone
        foreach (Manifests all in (Manifests[])[chart, kustomized])
        {
            V1Secret secret = all.Only<V1Secret>();
            secret.Data = secret.Data.Keys.ToDictionary(key => key, _ => Array.Empty<byte>());
        }
        chart.Set.Spec.Template.Metadata.Annotations.Keys.ShouldBe(["checksum/experiment"]);
        chart.Set.Spec.Template.Metadata.Annotations = null;
        Dictionary<string, string> expected = chart.ByName(), found = kustomized.ByName();
        found.Keys.ShouldBe(expected.Keys, ignoreOrder: true);
        foreach ((string name, string text) in expected) found[name].ShouldBe(text, name);
    }

    [Fact]
    public void Has_no_secret_that_all_could_know()
    {
        Tool.Need();
        string folder = Copy(withSecret: false);
        (int code, string said) = Tool.Kubectl("kustomize", folder);
        Directory.Delete(folder, recursive: true);
        code.ShouldNotBe(0);
        said.ShouldContain("secret/cluster-secret");
    }

    [Fact]
    public void Has_the_charts_experiment() =>
        File.ReadAllText(Repository.PathOf("deploy/kustomize/base/experiment.yaml")).ShouldBe(File.ReadAllText(Path.Combine(Chart.Folder, "files/experiment.yaml")));

    private static Manifests Base(bool withSecret)
    {
        string folder = Copy(withSecret);
        (int code, string said) = Tool.Kubectl("kustomize", folder);
        Directory.Delete(folder, recursive: true);
        code.ShouldBe(0, said);
        return new(said);
    }

    private static string Copy(bool withSecret)
    {
        string folder = Directory.CreateTempSubdirectory("gossip-base-").FullName;
        foreach (string file in Directory.GetFiles(Repository.PathOf("deploy/kustomize/base"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        if (!withSecret) return folder;
        Directory.CreateDirectory(Path.Combine(folder, "secret"));
        foreach (string key in (string[])["cluster-secret", "http-token"]) File.WriteAllText(Path.Combine(folder, "secret", key), "only for this test");
        return folder;
    }
}
