using System.Buffers.Binary;
using Protocols.Ppp;
using Protocols.Ppp.Control;

namespace Protocols.Tests.Ppp.Support;

/// <summary>
/// The other end of a line, played by the test packet by packet: it keeps the link under test and its last step, and
/// writes what a peer would send.
/// </summary>
internal sealed class ScriptedPeer
{
    private const uint Magic = 0x11223344;
    private readonly Random random = new(1661);
    private readonly LinkChecker checker;

    public ScriptedPeer(PppSettings settings)
    {
        checker = new LinkChecker();
        Link = PppLink.Create(settings);
        Last = Take(Link.LowerUp(random));
    }

    public ScriptedPeer(PppLink link)
    {
        checker = LinkChecker.Of(link);
        Link = link;
        Last = new PppStep(link, []);
    }

    public PppLink Link { get; private set; }

    public PppStep Last { get; private set; }

    public List<PppOutput> All { get; } = [];

    public static byte[] MagicOctets
    {
        get
        {
            var octets = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(octets, Magic);
            return octets;
        }
    }

    public PppStep Send(ushort protocol, byte code, byte identifier, params ReadOnlySpan<byte> data) =>
        SendRaw(FrameWriter.Write(protocol, ControlPacket.Write(code, identifier, data)));

    public PppStep SendRaw(ReadOnlySpan<byte> frame) => Last = Take(Link.Receive(frame, random));

    public PppStep Fire(PppTimer timer)
    {
        checker.Fired(timer);
        return Last = Take(Link.TimerFired(timer, random));
    }

    public PppStep Answer(AuthenticationAnswer answer) => Last = Take(Link.PeerChecked(answer, random));

    public PppStep Close(DisconnectReason reason) => Last = Take(Link.Close(reason, random));

    public PppStep LowerUp()
    {
        checker.LowerUp();
        return Last = Take(Link.LowerUp(random));
    }

    public PppStep Drop() => Last = Take(Link.LowerDown());

    /// <summary>The last packet of this kind that the link sent.</summary>
    public SentPacket LastSent(ushort protocol, byte code) => All.OfType<PppOutput.SendFrame>()
        .Select(SentPacket.From)
        .Last(packet => packet.Protocol == protocol && packet.Code == code);

    /// <summary>Acknowledges the link's last Configure-Request.</summary>
    public PppStep AckRequest(ushort protocol)
    {
        var request = LastSent(protocol, ControlCode.ConfigureRequest);
        return Send(protocol, ControlCode.ConfigureAck, request.Identifier, request.Data);
    }

    /// <summary>LCP up with these options of the peer (as written), plus a magic number.</summary>
    public PppStep OpenLcp(string options = "")
    {
        AckRequest(PppProtocol.Lcp);
        return Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1, [.. Hex.Octets(options), 5, 6, .. MagicOctets]);
    }

    /// <summary>IPCP up with an address for the peer.</summary>
    public PppStep OpenIpcp(string peerAddress = "0A000202")
    {
        AckRequest(PppProtocol.Ipcp);
        return Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 1, Hex.Octets("0306" + peerAddress));
    }

    private PppStep Take(PppStep step)
    {
        checker.Observe(step);
        Link = step.Link;
        All.AddRange(step.Outputs);
        return step;
    }
}
