using System.Net;
using System.Net.Sockets;

namespace Lab.Scene;

/// <summary>Loopback addresses of one lab, apart from those of any other lab that runs: RFC 2661's port is the same for all.</summary>
public sealed record LabNetwork(byte Second, byte Third)
{
    public IPAddress Lns => Host(1);

    public IPAddress Radius => Host(3);

    public IPAddress Lac(int number = 0) => Host((byte)(10 + number));

    public IPAddress Host(byte number) => new([127, Second, Third, number]);

    /// <exception cref="IOException">Port 1701 is taken on every address that was tried.</exception>
    public static LabNetwork Find(Random random)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var network = new LabNetwork((byte)random.Next(64, 250), (byte)random.Next(1, 250));
            if (IsFree(network.Lns) && IsFree(network.Lac())) return network;
        }
        throw new IOException("UDP port 1701 is taken on loopback: is a daemon bound to all addresses?");
    }

    private static bool IsFree(IPAddress address)
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            probe.Bind(new IPEndPoint(address, 1701));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
