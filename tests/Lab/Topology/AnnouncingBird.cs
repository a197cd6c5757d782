using System.Globalization;
using Lab.Nodes;

namespace Lab.Topology;

/// <summary>
/// BIRD beside an LNS node, just as in Kubernetes: the same program of <c>deploy/base/bird</c>, the same template, and of all privileges only
/// NET_ADMIN.
/// </summary>
public static class AnnouncingBird
{
    public static string Folder => Path.Combine(Repository.Root, "deploy", "base", "bird");

    public static LabDaemon Start(LabHost node, NetworkNamespace host, TopologySettings settings)
    {
        var run = Path.Combine(settings.Directory, $"{node.Name}-bird");
        Directory.CreateDirectory(run);
        return LabDaemon.Start(host, Path.Combine(settings.Directory, $"{node.Name}-bird.log"),
            ["setpriv", "--bounding-set=-all,+net_admin", "--inh-caps=-all,+net_admin", "--no-new-privs", "bash", Path.Combine(Folder, "announce")],
            new Dictionary<string, string>
            {
                ["VIPS"] = settings.Vip.ToString(),
                ["PREFIXES"] = string.Join(' ', settings.Prefixes),
                ["NODE_ADDRESS"] = node.Address.ToString(),
                ["ASN"] = node.AutonomousSystem.ToString(CultureInfo.InvariantCulture),
                ["ROUTERS"] = $"{node.Router}/{LabHost.RouterAutonomousSystem}",
                ["HEALTH"] = $"127.0.0.1:{settings.HealthPort}",
                ["BFD_INTERVAL_MS"] = settings.BfdInterval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
                ["RUN"] = run,
            });
    }
}
