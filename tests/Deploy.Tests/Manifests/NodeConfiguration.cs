using k8s.Models;
using Lac.Node.Configuration;
using Lns.Node.Configuration;
using Node.Common.Configuration;

namespace Deploy.Tests.Manifests;

/// <summary>An overlay's configuration as the node itself reads it in such a pod: its file, its environment, its secrets.</summary>
internal static class NodeConfiguration
{
    public const string SecretFolder = "/run/secrets/bras";

    public static Task<LnsOptions> Lns(RenderedOverlay rendered) => Read<LnsOptions>(rendered, "lns", LnsOptions.EnvironmentPrefix, rendered.Lns.Spec.Template);

    public static Task<LacOptions> Lac(RenderedOverlay rendered) => Read<LacOptions>(rendered, "lac", LacOptions.EnvironmentPrefix, rendered.Lac.Spec.Template);

    /// <returns>The container's variables, with what Kubernetes would put in.</returns>
    public static IReadOnlyDictionary<string, string> Environment(V1Container container)
    {
        var known = new Dictionary<string, string>();
        foreach (var variable in container.Env)
            known[variable.Name] = variable.ValueFrom?.FieldRef?.FieldPath switch
            {
                "metadata.name" => "lns-0",
                "spec.nodeName" => "host-1",
                "status.hostIP" => "198.18.1.2",
                null => known.Aggregate(variable.Value, (text, pair) => text.Replace($"$({pair.Key})", pair.Value, StringComparison.Ordinal)),
                var other => throw new InvalidOperationException($"{variable.Name}: {other} is none of the fields that the test knows"),
            };
        return known;
    }

    private static async Task<T> Read<T>(RenderedOverlay rendered, string name, string prefix, V1PodTemplateSpec template) where T : class
    {
        // secrets are files: any text will do for them
        var secrets = Directory.CreateTempSubdirectory("bras-secrets-").FullName;
        try
        {
            foreach (var file in (string[])["postgresql", "radius", "tunnel"]) await File.WriteAllTextAsync(Path.Combine(secrets, file), "a-secret");
            var text = rendered.ConfigMap($"{name}-config")[$"{name}.json"].Replace(SecretFolder, secrets, StringComparison.Ordinal);
            var read = ConfigurationLoader.Read<T>(text, $"/etc/bras/{name}.json", prefix, Environment(RenderedOverlay.Container(template, name)));
            read.Faults.Select(fault => fault.ToString()).ShouldBeEmpty();
            return read.Value!;
        }
        finally
        {
            Directory.Delete(secrets, recursive: true);
        }
    }
}
