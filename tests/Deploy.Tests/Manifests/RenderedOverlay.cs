using System.Reflection;
using k8s;
using k8s.Models;

namespace Deploy.Tests.Manifests;

/// <summary>What an overlay renders to, read strictly: a field that its kind does not have is an error.</summary>
internal sealed class RenderedOverlay
{
    /// <summary>Kinds by API version and name, of all that Kubernetes itself has.</summary>
    private static readonly Dictionary<string, Type> Kinds = typeof(V1Pod).Assembly.GetTypes()
        .Select(type => (Type: type, Entity: type.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(kind => kind.Entity is not null)
        .ToDictionary(kind => $"{(kind.Entity!.Group is "" or null ? "" : kind.Entity.Group + "/")}{kind.Entity.ApiVersion}/{kind.Entity.Kind}", kind => kind.Type);

    private RenderedOverlay(string name, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects) => (Name, Objects) = (name, objects);

    public static IReadOnlyList<string> Names { get; } = ["local", "production"];

    public string Name { get; }

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    public V1StatefulSet Lns => Objects.OfType<V1StatefulSet>().Single(set => set.Metadata.Name == "lns");

    public V1DaemonSet Lac => Objects.OfType<V1DaemonSet>().Single();

    /// <summary>Pod templates by the name of what they belong to.</summary>
    public IEnumerable<(string Owner, V1PodTemplateSpec Template)> Templates =>
        Objects.OfType<V1StatefulSet>().Select(set => (set.Metadata.Name, set.Spec.Template))
            .Concat(Objects.OfType<V1DaemonSet>().Select(set => (set.Metadata.Name, set.Spec.Template)));

    public IEnumerable<(string Owner, V1Container Container)> Containers =>
        Templates.SelectMany(pod => (pod.Template.Spec.InitContainers ?? []).Concat(pod.Template.Spec.Containers).Select(c => (pod.Owner, c)));

    /// <exception cref="YamlDotNet.Core.YamlException">An object is not what its kind allows.</exception>
    public static async Task<RenderedOverlay> Load(string name)
    {
        var objects = KubernetesYaml.LoadAllFromString(await Kustomize.Render(name), Kinds, strict: true);
        return new RenderedOverlay(name, [.. objects.Cast<IKubernetesObject<V1ObjectMeta>>()]);
    }

    /// <summary>A generated ConfigMap, whose name ends in a hash of what is in it.</summary>
    public IDictionary<string, string> ConfigMap(string name) =>
        Objects.OfType<V1ConfigMap>().Single(map => map.Metadata.Name.StartsWith(name + "-", StringComparison.Ordinal)).Data;

    public static V1Container Container(V1PodTemplateSpec template, string name) => template.Spec.Containers.Single(c => c.Name == name);

    public static int Port(V1Container container, string name) => container.Ports.Single(port => port.Name == name).ContainerPort;
}
