using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Gossip.Deploy.Tests;

/// <summary>Rendered objects, read strictly: an unknown field or a value of the wrong type is an error.</summary>
internal sealed class Manifests
{
    public Manifests(string text)
    {
        Objects = [.. KubernetesYaml.LoadAllFromString(text, CustomResources.Kinds, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];
        Set = Only<V1StatefulSet>();
        Pod = Set.Spec.Template.Spec;
        Container = Pod.Containers.ShouldHaveSingleItem();
    }

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    public V1StatefulSet Set { get; }

    public V1PodSpec Pod { get; }

    public V1Container Container { get; }

    public T Only<T>() => All<T>().ShouldHaveSingleItem();

    public IReadOnlyList<T> All<T>() => [.. Objects.OfType<T>()];

    public T? Named<T>(string name) where T : class, IKubernetesObject<V1ObjectMeta> => All<T>().SingleOrDefault(o => o.Metadata.Name == name);

    public string? Variable(string name) => Container.Env.SingleOrDefault(e => e.Name == name)?.Value;

    public int Port(string name) => Container.Ports.Single(p => p.Name == name).ContainerPort;

    /// <summary>Each object as JSON with its keys in one order, by kind and name.</summary>
    public Dictionary<string, string> ByName() => Objects.ToDictionary(o => $"{o.Kind}/{o.Metadata.Name}", o => Ordered(JsonNode.Parse(KubernetesJson.Serialize(o)))!.ToJsonString(new() { WriteIndented = true }));

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject parts => new JsonObject(parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Ordered(p.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
