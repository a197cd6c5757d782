using System.Net;
using System.Net.Sockets;
using System.Text;
using Lab.Topology;

namespace Deploy.Tests.Topology;

/// <summary>
/// Stands for an LNS node before there is one: answers datagrams on the VIP with its name, and questions about its health so that
/// <see cref="Verdict"/> follows.
/// </summary>
internal sealed class PlaceholderNode : IDisposable
{
    private readonly Socket data;
    private readonly Socket health;
    private readonly string name;

    public PlaceholderNode(ClusterTopology topology, LabHost host, string verdict)
    {
        (name, Verdict) = (host.Name, verdict);
        (data, health) = topology.Of(host).Enter(() => (
            Bound(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp), new IPEndPoint(topology.Settings.Vip, 1701)),
            Bound(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(IPAddress.Loopback, topology.Settings.HealthPort))));
        health.Listen();
        _ = Echo();
        _ = Serve();
    }

    public string Verdict { get; set; }

    /// <summary>The questions are taken, and none is answered.</summary>
    public bool Hangs { get; set; }

    /// <summary>From the VIP, port 1701.</summary>
    public Task Send(byte[] datagram, IPEndPoint to) => data.SendToAsync(datagram, to);

    public void Dispose()
    {
        data.Dispose();
        health.Dispose();
    }

    private static Socket Bound(Socket socket, IPEndPoint local)
    {
        socket.Bind(local);
        return socket;
    }

    private async Task Echo()
    {
        var buffer = new byte[64];
        try
        {
            while (true)
            {
                var received = await data.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                await data.SendToAsync(Encoding.ASCII.GetBytes(name), received.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // disposed of: it is dead
        }
    }

    private async Task Serve()
    {
        var hanging = new List<Socket>();
        try
        {
            while (true)
            {
                var client = await health.AcceptAsync();
                if (Hangs)
                {
                    hanging.Add(client);
                    continue;
                }
                await Answer(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            hanging.ForEach(client => client.Dispose());
        }
    }

    private async Task Answer(Socket client)
    {
        using var _ = client;
        var request = new byte[256];
        var length = await client.ReceiveAsync(request);
        var isReadiness = Encoding.ASCII.GetString(request, 0, length).StartsWith("GET /healthz/ready ", StringComparison.Ordinal);
        var isWell = Verdict == "preferred" || (Verdict == "reluctant" && !isReadiness);
        await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(isWell ? "200 OK" : "503 Service Unavailable")}\r\n\r\n"));
        client.Shutdown(SocketShutdown.Send);
    }
}
