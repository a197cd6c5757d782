using System.Net;
using System.Net.Sockets;
using Interop.Tests.Support;

namespace Interop.Tests.Failures;

/// <summary>Whoever can reach the port can send what he likes.</summary>
[Collection(ProcessesCollection.Name)]
public sealed class GarbageTests
{
    private const int Datagrams = 20000;

    /// <summary>So many at once find room in a socket's buffer, whatever the system gives it, while its owner has nothing to run on.</summary>
    private const int Burst = 100;

    /// <summary>Lines that one source may cause: one for each kind of trouble and interval.</summary>
    private const int LinesOfOneSource = 10;

    [Fact]
    public async Task AFloodNeitherDisturbsTheCallNorFillsTheLog()
    {
        await using var bench = new Bench();
        await bench.StartAll();
        await bench.PingUntilAnswered(bench.Site.Target);
        var (lnsMark, lacMark) = (bench.Lns.Log.Mark, bench.Lac.Log.Mark);

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var (first, second) = (new Random(1), new Random(2));
        for (var sent = 0; sent < Datagrams; sent += Burst)
        {
            Flood(socket, bench.Network.Lns, first);
            Flood(socket, bench.Network.Lac(), second);
            // it stands behind the garbage in both sockets: once it is through, there is room for as much again
            await bench.OnePacketIsAnswered(bench.Site.Target);
        }

        foreach (var (node, mark) in new[] { (bench.Lns, lnsMark), (bench.Lac, lacMark) })
        {
            var lines = node.Log.Lines.Skip(mark).ToList();
            lines.Count.ShouldBeLessThan(LinesOfOneSource, string.Join('\n', lines.Take(50)));
            lines.ShouldNotContain(l => l.Level == "error" || l.Level == "fatal");
            node.Process.Errors.ShouldBeEmpty();
        }
        var session = await bench.DialOut();
        session.GetProperty("state").GetString().ShouldBe("in-service");
        session.GetProperty("attempts").GetInt32().ShouldBe(1, "it was not dialled again");
    }

    /// <summary>Noise, and noise behind the headers of control and data messages.</summary>
    private static void Flood(Socket socket, IPAddress victim, Random random)
    {
        var to = new IPEndPoint(victim, 1701);
        for (var i = 0; i < Burst; i++)
        {
            var datagram = new byte[random.Next(0, 200)];
            random.NextBytes(datagram);
            if (datagram.Length >= 4 && i % 3 == 0) (datagram[0], datagram[1], datagram[2], datagram[3]) = (0xC8, 0x02, 0, (byte)datagram.Length);
            if (datagram.Length >= 2 && i % 3 == 1) (datagram[0], datagram[1]) = ((byte)(random.Next(256) & 0x7F), 0x02);
            socket.SendTo(datagram, to);
        }
    }
}
