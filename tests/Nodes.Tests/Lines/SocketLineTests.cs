using System.Net.Sockets;
using System.Text;
using Lac.Node.Lines;
using Protocols.Hayes;
using Shared.Messages;

namespace Nodes.Tests.Lines;

/// <summary>The drivers <c>tcp</c> and <c>emulated</c>: a modem behind a stream socket, closing as DTR.</summary>
public sealed class SocketLineTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"bras-{Guid.NewGuid():N}.sock");
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public SocketLineTests()
    {
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
    }

    [Fact]
    public void ACallThroughAUnixSocket()
    {
        using var fleet = Fleet();
        fleet.HangUp();
        fleet.Expect(LineEventKind.LineOnHook);
        using var modem = listener.Accept();
        modem.ReceiveTimeout = 20_000;
        Initialise(modem);
        fleet.Expect(LineEventKind.LineReady);
        fleet.Dial("42");
        ReadLine(modem).ShouldBe("ATS7=30DT42");
        modem.Send("\r\nCONNECT 28800\r\n~\xFF}#\xC0!"u8.ToArray().AsSpan(0, 17));
        modem.Send([0x7E, 0xFF, 0x7D, 0x23, 0xC0, 0x21]);
        fleet.Expect(LineEventKind.LineConnected).TransmitBps.ShouldBe(28800u);
        fleet.Expect(LineEventKind.LineFraming).Text.ShouldBe("PPP frame");
        fleet.HangUp();
        modem.Receive(new byte[16]).ShouldBe(0, "closed: DTR is low");
        fleet.Expect(LineEventKind.LineOnHook);
        using var again = listener.Accept();
        Initialise(again);
        fleet.Expect(LineEventKind.LineReady);
    }

    [Fact]
    public void NobodyListeningIsAGoneDevice()
    {
        listener.Dispose();
        using var fleet = Fleet();
        fleet.HangUp();
        fleet.Expect(LineEventKind.LineOnHook);
        fleet.Expect(LineEventKind.LineGone).Text.ShouldContain(path);
    }

    [Fact]
    public void ATcpPortThatRefusesIsAGoneDevice()
    {
        using var probe = new TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        var nobody = probe.LocalEndpoint;
        probe.Stop();
        using var fleet = new FleetHarness(new SocketLineSettings(FleetHarness.Line, nobody));
        fleet.HangUp();
        fleet.Expect(LineEventKind.LineOnHook);
        fleet.Expect(LineEventKind.LineGone);
    }

    public void Dispose()
    {
        listener.Dispose();
        File.Delete(path);
    }

    private FleetHarness Fleet() => new(new SocketLineSettings(FleetHarness.Line, new UnixDomainSocketEndPoint(path))
    {
        Modem = ModemProfile.Default with { DtrLowMs = 1, InitLines = [new("&F"), new("E0V1")] },
    });

    private static void Initialise(Socket modem)
    {
        ReadLine(modem).ShouldBe("AT&F");
        modem.Send("0\r"u8);
        ReadLine(modem).ShouldBe("ATE0V1");
        modem.Send("\r\nOK\r\n"u8);
    }

    private static string ReadLine(Socket modem)
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (modem.Receive(octet) == 1 && octet[0] != '\r')
            line.Append((char)octet[0]);
        return line.ToString();
    }
}
