using System.Net;
using System.Net.Sockets;
using System.Text;
using Lab.Topology;

namespace Deploy.Tests.Topology;

/// <summary>A topology with placeholders in the nodes' place.</summary>
internal sealed class TopologyScene : IAsyncDisposable
{
    /// <summary>For BGP to come up, which waits some seconds of its own, on two busy cores.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string directory = Directory.CreateTempSubdirectory("bras-topology-").FullName;

    private readonly List<Socket> asking = [];

    public ClusterTopology Topology { get; private set; } = null!;

    public Dictionary<string, PlaceholderNode> Nodes { get; } = [];

    public IEnumerable<LabHost> LnsHosts => Topology.Hosts.Where(host => host.Role == HostRole.Lns);

    /// <param name="verdict">What each node says of itself.</param>
    public static async Task<TopologyScene> Start(Func<LabHost, string> verdict)
    {
        var scene = new TopologyScene();
        // a loaded machine may be late by seconds; three intervals are a failure
        scene.Topology = await ClusterTopology.Create(new TopologySettings { Directory = scene.directory, BfdInterval = TimeSpan.FromSeconds(1) });
        foreach (var host in scene.LnsHosts) scene.Nodes[host.Name] = new PlaceholderNode(scene.Topology, host, verdict(host));
        return scene;
    }

    public Task WhenVipGoesTo(params string[] nodes) => Topology.Routes.WhenPaths(Topology.VipPrefix, nodes, Patience);

    /// <returns>Which node answered each of so many flows from the LAC to the VIP; the same flows each time.</returns>
    public async Task<IReadOnlyList<string>> Ask(int flows)
    {
        // the kernel spreads what a socket of the same machine sends by a number that this socket drew when it was connected, not by its ports
        while (asking.Count < flows)
        {
            asking.Add(Topology.Of(LabHost.Lac(1)).Enter(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)));
            await asking[^1].ConnectAsync(new IPEndPoint(Topology.Settings.Vip, 1701));
        }
        var answers = new List<string>();
        foreach (var socket in asking)
        {
            await socket.SendAsync("?"u8.ToArray());
            var buffer = new byte[64];
            var length = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
            answers.Add(Encoding.ASCII.GetString(buffer, 0, length));
        }
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        asking.ForEach(socket => socket.Dispose());
        foreach (var node in Nodes.Values) node.Dispose();
        if (Topology is not null) await Topology.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
