using System.Net;
using Lns.Node.Radius;
using Protocols.Radius;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Nodes.Tests.Radius;

/// <summary>The gateway's core with a network and a clock of paper.</summary>
internal sealed class CoreHarness : ISourcePorts
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private int nextPort = 40_000;

    public CoreHarness(RadiusGatewaySettings? settings = null, params RadiusServerSettings[] servers)
    {
        if (servers.Length == 0)
            servers = [Server(1), Server(2)];
        Core = new(settings ?? new(), [Given.GroupOf(servers)], this, new Random(42), Log, Counters);
    }

    public GatewayCore Core { get; }

    public LogRecorder Log { get; } = new();

    public GatewayCounters Counters { get; } = new();

    public List<SentDatagram> Sent { get; } = [];

    public List<RadiusAnswer> Answers { get; } = [];

    public List<string> Confirmed { get; } = [];

    public TimeSpan Uptime { get; private set; }

    public GatewayTime Now => new(Uptime, Start + Uptime);

    /// <summary>Whether the system has sockets left.</summary>
    public bool HasPorts { get; set; } = true;

    public int OpenedPorts => nextPort - 40_000;

    public static RadiusServerSettings Server(byte number) =>
        Given.Server($"radius{number}", new(new IPAddress([192, 0, 2, number]), 1812), new(new IPAddress([192, 0, 2, number]), 1813));

    public void Ask(string correlation = "q1", params RadiusAttribute[] attributes) =>
        Core.Ask(Given.Question(correlation, [Given.Text(RadiusType.UserName, "somebody"), .. attributes]), Answers.Add, Now);

    public void Account(string id, AcctStatusType status = AcctStatusType.Start) =>
        Core.Account(Given.Record(id, status, Now.Wall), confirmed => Confirmed.Add(confirmed.RecordId), Now);

    /// <summary>Lets time pass, deadline by deadline.</summary>
    public void Pass(double seconds)
    {
        var until = Uptime + TimeSpan.FromSeconds(seconds);
        while (Core.NextDue is { } due && due <= until)
        {
            Uptime = due > Uptime ? due : Uptime;
            Core.Tick(Now);
        }
        Uptime = until;
    }

    /// <summary>The server answers a datagram that it was sent.</summary>
    public void Respond(SentDatagram sent, RadiusCode code, string secret = "secret", bool signed = true, params RadiusAttributeValue[] attributes) =>
        Core.Receive(sent.Identifiers, Response(sent, code, secret, signed, attributes), Now);

    public static byte[] Response(SentDatagram sent, RadiusCode code, string secret = "secret", bool signed = true,
        params RadiusAttributeValue[] attributes)
    {
        var request = RadiusPacketParser.Parse(sent.Datagram.Span).Packet.ShouldNotBeNull();
        return ResponseWriter.Write(code, request, attributes, System.Text.Encoding.UTF8.GetBytes(secret), new Random(1), signed).ShouldNotBeNull();
    }

    public ISourcePort? Open(IPEndPoint remote, IdentifierTable identifiers) =>
        HasPorts ? new PaperPort(this, new(IPAddress.Loopback, nextPort++), remote, identifiers) : null;

    private sealed class PaperPort(CoreHarness harness, IPEndPoint local, IPEndPoint remote, IdentifierTable identifiers) : ISourcePort
    {
        public IPEndPoint Local => local;

        public IPEndPoint Remote => remote;

        public void Send(ReadOnlyMemory<byte> datagram) => harness.Sent.Add(new(local, remote, identifiers, datagram, harness.Uptime));
    }
}

internal sealed record SentDatagram(IPEndPoint Local, IPEndPoint Remote, IdentifierTable Identifiers, ReadOnlyMemory<byte> Datagram, TimeSpan At)
{
    public byte Identifier => Datagram.Span[1];

    /// <summary>radius1 is 192.0.2.1, and so on.</summary>
    public int Server => Remote.Address.GetAddressBytes()[3];

    public RadiusPacket Packet => RequestReader.Read(Datagram.Span, "secret"u8.ToArray(), false).Packet.ShouldNotBeNull();
}
