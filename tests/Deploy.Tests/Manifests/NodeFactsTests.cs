using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using k8s.Models;
using Lab.Nodes;
using Lab.Topology;
using Node.Common.Configuration.Sections;
using Node.Common.Health;

namespace Deploy.Tests.Manifests;

/// <summary>What the manifests say of the nodes is what the nodes are.</summary>
public sealed class NodeFactsTests
{
    public static TheoryData<string> Overlays => [.. RenderedOverlay.Names];

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task TheConfigurationsAreWholeAndThePortsAreTheirs(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        var (lns, lac) = (await NodeConfiguration.Lns(rendered), await NodeConfiguration.Lac(rendered));
        var container = RenderedOverlay.Container(rendered.Lns.Spec.Template, "lns");
        RenderedOverlay.Port(container, "l2tp").ShouldBe(lns.L2tp.Endpoints[0].Port);
        RenderedOverlay.Port(container, "remoting").ShouldBe(lns.Cluster!.Port);
        RenderedOverlay.Port(container, "management").ShouldBe(lns.Cluster.ManagementPort);
        RenderedOverlay.Port(container, "health").ShouldBe(lns.Http!.Port);
        container = RenderedOverlay.Container(rendered.Lac.Spec.Template, "lac");
        RenderedOverlay.Port(container, "l2tp").ShouldBe(lac.L2tp.Endpoints[0].Port);
        RenderedOverlay.Port(container, "remoting").ShouldBe(lac.Cluster!.Port);
        RenderedOverlay.Port(container, "health").ShouldBe(lac.Http!.Port);
        // a member's own address is its host's, and the VIP is never that
        lns.Cluster.Address.ShouldBe("198.18.1.2");
        lac.L2tp.Endpoints[0].Address.ToString().ShouldBe("198.18.1.2");
        (lac.Cluster.Formation, lac.Cluster.Service).ShouldBe((lns.Cluster.Formation, lns.Cluster.Service));
        lac.Cluster.Seeds.ShouldBe(lns.Cluster.Seeds);
        lns.Cluster.Seeds.ShouldAllBe(seed => seed.EndsWith(":4053", StringComparison.Ordinal));
        lac.Peers.ShouldContain(peer => peer.HostName == lns.L2tp.HostName);
    }

    /// <summary>Who lists pods may, finds the Lighthouses, and they answer at the port and address that the list has.</summary>
    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task WhoFormsByTheApiMayAskIt(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        var lns = (await NodeConfiguration.Lns(rendered)).Cluster!;
        var lighthouse = rendered.Templates.Single(pod => pod.Owner == "lighthouse").Template;
        RenderedOverlay.Port(RenderedOverlay.Container(lighthouse, "lighthouse"), "management").ShouldBe(lns.ManagementPort);
        var own = JsonNode.Parse(rendered.ConfigMap("lighthouse-config")["lighthouse.json"], null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!["cluster"]!;
        own["formation"]!.GetValue<string>().ShouldBe(lns.Formation.ToString().ToLowerInvariant());
        if (lns.Formation != ClusterFormation.Kubernetes)
        {
            lighthouse.Spec.AutomountServiceAccountToken.ShouldBe(false);
            return;
        }
        lighthouse.Metadata.Labels["app"].ShouldBe(lns.Service);
        RenderedOverlay.Container(lighthouse, "lighthouse").Env.Single(variable => variable.Name == "BRAS_LIGHTHOUSE__cluster__address").ValueFrom.FieldRef.FieldPath.ShouldBe("status.podIP");
        var role = rendered.Objects.OfType<V1Role>().Single();
        role.Rules.ShouldHaveSingleItem().Resources.ShouldBe(["pods"]);
        role.Rules[0].Verbs.ShouldContain("list");
        var account = rendered.Objects.OfType<V1RoleBinding>().Single(binding => binding.RoleRef.Name == role.Metadata.Name).Subjects.Single().Name;
        foreach (var (owner, template) in rendered.Templates.Where(pod => pod.Owner is "lns" or "lac" or "lighthouse"))
        {
            template.Spec.ServiceAccountName.ShouldBe(account, owner);
            template.Spec.AutomountServiceAccountToken.ShouldNotBe(false, owner);
        }
    }

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task EveryProbeIsAnswered(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        await using var listener = await HealthListener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), () => [], TimeProvider.System);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{listener.Port}") };
        var probed = rendered.Containers.Where(item => item.Owner is "lns" or "lac" or "lighthouse" && item.Container.LivenessProbe is not null).ToList();
        probed.Select(item => item.Owner).ShouldBe(["lighthouse", "lns", "lac"], ignoreOrder: true);
        foreach (var (owner, container) in probed)
        {
            container.LivenessProbe.HttpGet.Path.ShouldBe("/healthz/live", owner);
            container.StartupProbe.HttpGet.Path.ShouldBe("/healthz/live", owner);
            container.ReadinessProbe.HttpGet.Path.ShouldBe("/healthz/ready", owner);
            foreach (var probe in (V1Probe[])[container.LivenessProbe, container.ReadinessProbe])
            {
                (await client.GetAsync(probe.HttpGet.Path)).StatusCode.ShouldBe(HttpStatusCode.OK, owner);
                container.Ports.ShouldContain(port => port.Name == probe.HttpGet.Port.Value, owner);
            }
        }
        // what `announce` asks
        (await client.GetAsync("/healthz/announce")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/healthz/none-of-ours")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task BirdAnnouncesWhatTheNodesServe(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        var lns = await NodeConfiguration.Lns(rendered);
        var announcement = rendered.ConfigMap("announcement");
        announcement["VIPS"].Split(' ').ShouldBe(lns.L2tp.Endpoints.Select(endpoint => endpoint.Address.ToString()), ignoreOrder: true);
        announcement["PREFIXES"].Split(' ').ShouldBe(
            lns.VirtualRouters.SelectMany(router => router.DialOutRoutes).Select(route => route.Prefix.ToString()), ignoreOrder: true);
        var bird = RenderedOverlay.Container(rendered.Lns.Spec.Template, "bird");
        bird.Env.Single(variable => variable.Name == "HEALTH").Value.ShouldBe($"127.0.0.1:{lns.Http!.Port}");
    }

    /// <summary>What `dotnet publish -t:PublishContainer` would name the images, and who the manifests say they run as.</summary>
    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task TheImagesAreThoseThatTheProjectsMake(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        foreach (var (owner, project) in ((string, string)[])[("lns", "Lns.Node"), ("lac", "Lac.Node"), ("lighthouse", "Lighthouse")])
        {
            var made = XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj")).Descendants("ContainerRepository").Single().Value;
            rendered.Containers.Single(item => item.Owner == owner && item.Container.Name == owner).Container.Image.Split(':')[0].ShouldEndWith(made);
        }
    }

    /// <summary>BIRD itself reads what the rendered files make.</summary>
    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task BirdTakesTheRenderedConfiguration(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        var directory = Directory.CreateTempSubdirectory("bras-bird-").FullName;
        try
        {
            var environment = await RenderedBird.Write(rendered, directory);
            await Command.Run("env", [.. environment.Select(pair => $"{pair.Key}={pair.Value}"), "bash", RenderedBird.Announce(directory), "--check"]);
            var written = await File.ReadAllTextAsync(Path.Combine(directory, "run", "bird.conf"));
            foreach (var prefix in rendered.ConfigMap("announcement")["PREFIXES"].Split(' ')) written.ShouldContain($"route {prefix} blackhole;");
            written.ShouldNotContain("@");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
