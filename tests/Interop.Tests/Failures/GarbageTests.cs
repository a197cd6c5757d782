using System.Net;
using System.Net.Sockets;
using Interop.Tests.Support;

namespace Interop.Tests.Failures;

/// <summary>Whoever can reach the port can send what he likes.</summary>
[Collection(ProcessesCollection.Name)]
public sealed class GarbageTests
{
    private const int Datagrams = 20000;

    /// <summary>Lines that one source may cause: one for each kind of trouble and interval.</summary>
    private const int LinesOfOneSource = 10;

    [Fact]
    public async Task AFloodNeitherDisturbsTheCallNorFillsTheLog()
    {
        await using var bench = new Bench();
        await bench.StartAll();
        await bench.PingUntilAnswered(bench.Site.Target);
        var (lnsMark, lacMark) = (bench.Lns.Log.Mark, bench.Lac.Log.Mark);

        var flood = Task.WhenAll(Task.Run(() => Flood(bench.Network.Lns, seed: 1)), Task.Run(() => Flood(bench.Network.Lac(), seed: 2)));
        var lost = 0;
        while (!flood.IsCompleted)
            lost += await bench.Ping(bench.Site.Target, 2000) is null ? 1 : 0;
        await flood;

        // the flood may overrun a socket's buffer, and data messages are not repeated
        lost.ShouldBeLessThanOrEqualTo(1);
        // its end is not yet its end in the sockets' buffers; whatever answers is the same call, see below
        await bench.PingUntilAnswered(bench.Site.Target);
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
    private static void Flood(IPAddress victim, int seed)
    {
        var random = new Random(seed);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var to = new IPEndPoint(victim, 1701);
        for (var i = 0; i < Datagrams; i++)
        {
            var datagram = new byte[random.Next(0, 200)];
            random.NextBytes(datagram);
            if (datagram.Length >= 4 && i % 3 == 0) (datagram[0], datagram[1], datagram[2], datagram[3]) = (0xC8, 0x02, 0, (byte)datagram.Length);
            if (datagram.Length >= 2 && i % 3 == 1) (datagram[0], datagram[1]) = ((byte)(random.Next(256) & 0x7F), 0x02);
            socket.SendTo(datagram, to);
        }
    }
}
