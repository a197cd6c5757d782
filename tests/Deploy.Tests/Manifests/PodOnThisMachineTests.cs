using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Lab.Foreign;
using Lab.Nodes;
using Lab.Topology;

namespace Deploy.Tests.Manifests;

/// <summary>
/// The LNS's pod without Kubernetes: a node with the rendered configuration and BIRD with the rendered files, in a network namespace, each
/// with the capabilities of its container and no others. One node by itself: what is the cluster's in the configuration is taken out.
/// </summary>
[Collection("network")]
public sealed class PodOnThisMachineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string directory = Directory.CreateTempSubdirectory("bras-pod-").FullName;

    [ForeignFact("kubectl", "bird", "ip", "nsenter", "setpriv", NeedsRoot = true)]
    public async Task ANodeServesAndIsAnnouncedWithItsContainersCapabilitiesAlone()
    {
        var rendered = await RenderedOverlay.Load("local");
        var settings = new TopologySettings { LnsNodes = 1, Lacs = 1, Directory = directory, BfdInterval = TimeSpan.FromSeconds(1), StartsBirds = false };
        await using var topology = await ClusterTopology.Create(settings);
        var (host, pod) = (topology.Of(LabHost.Lns(1)), rendered.Lns.Spec.Template);
        await using var bird = await StartBird(rendered, host, LabHost.Lns(1));
        await using var node = LabDaemon.Start(host, Path.Combine(directory, "lns.log"),
            [.. Restricted(RenderedOverlay.Container(pod, "lns")), "dotnet", Repository.Assembly("Lns.Node"), "--config", await WriteConfiguration(rendered)]);

        var ended = node.WhenExited();
        var announced = topology.Routes.WhenPaths(topology.VipPrefix, ["lns-1"], Patience);
        if (await Task.WhenAny(announced, ended) == ended) Assert.Fail(node.Output);
        await announced;
        await topology.Routes.WhenPaths("10.64.0.0/10", ["lns-1"], Patience);
        (await Capabilities(node.Id)).ShouldBe("0000000000001000", "NET_ADMIN is bit 12");
        (await host.IpJson("link", "show", "bras0")).ShouldContain("bras0");

        await node.Terminate();
        await topology.Routes.WhenPaths(topology.VipPrefix, [], Patience);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    /// <summary>Becomes a program that has what the container's security context lets it have.</summary>
    private static IEnumerable<string> Restricted(V1Container container)
    {
        var added = string.Concat(container.SecurityContext.Capabilities.Add.Select(name => ",+" + name.ToLowerInvariant()));
        return ["setpriv", $"--bounding-set=-all{added}", $"--inh-caps=-all{added}", "--no-new-privs"];
    }

    private static async Task<string> Capabilities(int process) => (await File.ReadAllLinesAsync($"/proc/{process}/status"))
        .Single(line => line.StartsWith("CapEff:", StringComparison.Ordinal))["CapEff:".Length..].Trim();

    private async Task<LabDaemon> StartBird(RenderedOverlay rendered, NetworkNamespace host, LabHost node)
    {
        var environment = new Dictionary<string, string>(await RenderedBird.Write(rendered, directory))
        {
            // where this router is, and which numbers it expects; all else is the overlay's
            ["NODE_ADDRESS"] = node.Address.ToString(),
            ["ROUTERS"] = $"{node.Router}/{LabHost.RouterAutonomousSystem}",
            ["ASN"] = $"{node.AutonomousSystem}",
        };
        var container = RenderedOverlay.Container(rendered.Lns.Spec.Template, "bird");
        return LabDaemon.Start(host, Path.Combine(directory, "bird.log"),
            [.. Restricted(container), container.Command[0], RenderedBird.Announce(directory)], environment);
    }

    private async Task<string> WriteConfiguration(RenderedOverlay rendered)
    {
        var text = rendered.ConfigMap("lns-config")["lns.json"]
            .Replace(NodeConfiguration.SecretFolder, directory, StringComparison.Ordinal)
            .Replace("/var/lib/bras", Path.Combine(directory, "data"), StringComparison.Ordinal)
            .Replace("/run/bras", directory, StringComparison.Ordinal);
        var configuration = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        configuration.Remove("cluster");
        configuration["node"] = "lns-1";
        await File.WriteAllTextAsync(Path.Combine(directory, "radius"), "a-secret");
        var file = Path.Combine(directory, "lns.json");
        await File.WriteAllTextAsync(file, configuration.ToJsonString());
        return file;
    }
}
