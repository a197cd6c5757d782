using Entities.Tests.World;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

/// <summary>RFC 2661 §4.1, §7.1: what cannot be understood ends its session or its tunnel, in the RFC's words, and nothing else.</summary>
public class BadInputTests
{
    /// <summary>AVP 999 of vendor 0, M bit set (RFC 2661 §4.1).</summary>
    private static readonly byte[] UnknownMandatory = [0x80, 0x06, 0x00, 0x00, 0x03, 0xE7];

    [Fact]
    public void Rfc2661_4_1_AnUnknownMandatoryAvpEndsTheSession_AtTheLns()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world);
        var ocrq = peer.Last<Ocrq>();
        peer.SendBody([.. ControlMessageCodec.Write(new Ocrp { AssignedSessionId = 9 }), .. UnknownMandatory], ocrq.AssignedSessionId);

        var cdn = peer.Last<Cdn>();
        (cdn.ResultCode, cdn.ErrorCode).ShouldBe((CdnResult.GeneralError, GeneralError.UnknownMandatoryAvp));
        cdn.ErrorMessage!.ShouldContain("999");
        world.Lns.Answer<CallFailed>(1)!.Result.ShouldBe(0u);
        world.Lns.Tunnel.IsEstablished.ShouldBeTrue();
    }

    [Fact]
    public void Rfc2661_4_1_AnUnknownMandatoryAvpEndsTheSession_AtTheLac()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLnsWithTunnel(world);
        peer.SendBody([.. ControlMessageCodec.Write(HandPeer.Request(5)), .. UnknownMandatory]);

        peer.Last<Cdn>().ErrorCode.ShouldBe(GeneralError.UnknownMandatoryAvp);
        peer.Heard[^1].Header.SessionId.ShouldBe((ushort)5);
        world.Lac.Tunnel.IsEstablished.ShouldBeTrue();
        world.Lac.Dialled.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc2661_4_1_AnUnknownMandatoryAvpEndsTheTunnel()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLac(world);
        peer.SendBody([.. ControlMessageCodec.Write(new Sccrp { HostName = "lac", FramingCapabilities = FramingType.Asynchronous, AssignedTunnelId = HandPeer.TunnelId }), .. UnknownMandatory]);

        var stop = peer.Last<StopCcn>();
        (stop.ResultCode, stop.ErrorCode).ShouldBe((StopCcnResult.GeneralError, GeneralError.UnknownMandatoryAvp));
        peer.Heard[^1].Header.TunnelId.ShouldBe(HandPeer.TunnelId, "the peer's id was legible");
    }

    [Fact]
    public void Rfc2661_4_4_2_AnotherProtocolVersionIsAnsweredWithOurs()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = new HandPeer(world, world.Lac);
        var body = ControlMessageCodec.Write(new Sccrq { HostName = "lns", FramingCapabilities = FramingType.Asynchronous, AssignedTunnelId = HandPeer.TunnelId });
        // Message Type takes 8 octets; Protocol Version's value follows its own 6
        body[8 + 6] = 2;
        peer.SendBody(body);

        var stop = peer.Last<StopCcn>();
        // version 1, revision 0, as in the Protocol Version AVP
        (stop.ResultCode, (ushort)stop.ErrorCode!.Value).ShouldBe((StopCcnResult.VersionUnsupported, (ushort)0x0100));
        peer.Heard[^1].Header.TunnelId.ShouldBe(HandPeer.TunnelId);
    }

    [Fact]
    public void Rfc2661_4_4_1_AnUnknownMessageThatIsNotMandatoryIsAcknowledged()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world);
        peer.SendBody([0x00, 0x08, 0, 0, 0, 0, 0x00, 0x63]);

        world.Wire.Log[^1].Header.Nr.ShouldBe(peer.NextNs);
        world.Lns.Tunnel.IsEstablished.ShouldBeTrue();
    }

    [Fact]
    public void Rfc2661_4_4_1_AnUnknownMandatoryMessageEndsTheTunnel()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        HandPeer.AsLacWithTunnel(world).SendBody([0x80, 0x08, 0, 0, 0, 0, 0x00, 0x63]);

        world.Wire.Sent<StopCcn>(world.Lns).ShouldHaveSingleItem();
        world.Lns.Answer<CallFailed>(1)!.TunnelFailed.ShouldBeTrue();
    }

    [Fact]
    public void Rfc2661_7_4_AnIncomingCallIsRefused()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world).Send(new Icrq { AssignedSessionId = 31, CallSerialNumber = 1 });

        peer.Last<Cdn>().ResultCode.ShouldBe(CdnResult.NoFacilitiesPermanent);
        peer.Heard[^1].Header.SessionId.ShouldBe((ushort)31);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc2661_7_2_1_ASecondHandshakeInAnEstablishedTunnelEndsIt(bool isReply)
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world).Send(isReply
            ? new Sccrp { HostName = "lac", FramingCapabilities = FramingType.Asynchronous, AssignedTunnelId = HandPeer.TunnelId }
            : new Scccn());

        peer.Last<StopCcn>().ResultCode.ShouldBe(StopCcnResult.FiniteStateMachineError);
    }

    /// <summary>Every truncation and every single corrupted octet of a peer's messages: an answer, never an exception.</summary>
    [Fact]
    public void NoDatagramHurts()
    {
        var vectors = new ControlMessage[]
        {
            new Ocrp { AssignedSessionId = 9 }, new Occn { TxConnectSpeed = 33600, Framing = FramingType.Asynchronous }, new Hello(),
            new Cdn { AssignedSessionId = 9, ResultCode = CdnResult.Busy },
            new StopCcn { AssignedTunnelId = HandPeer.TunnelId, ResultCode = StopCcnResult.GeneralRequest },
        };
        foreach (var body in vectors.Select(vector => ControlMessageCodec.Write(vector)))
            for (var at = 0; at < body.Length; at++)
            {
                Survives(body[..at]);
                Survives([.. body[..at], (byte)~body[at], .. body[(at + 1)..]]);
            }

        static void Survives(byte[] body)
        {
            var world = new TunnelWorld(1, HandPeer.Open());
            var peer = HandPeer.AsLacWithTunnel(world);
            var ocrq = peer.Last<Ocrq>();
            peer.SendBody(body, ocrq.AssignedSessionId);
            world.Run(60);
            // either the tunnel and its call go on to their timers, or they ended in an orderly way
            var states = world.Lns.States<Entities.Tunnels.TunnelState>(EntityKinds.Tunnel).ToList();
            if (states.Count == 0 || states[0].Clearing is not null) world.Lns.Answer<CallFailed>(1).ShouldNotBeNull();
        }
    }
}
