using Entities.Calls.Lns;
using Entities.Destinations;
using Entities.Tests.World;
using Entities.Tunnels;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

/// <summary>HELLO while a commit of the tunnel is out (RFC 2661 §5.5; architecture §2, "a journal that stalls must not kill tunnels").</summary>
public sealed class HelloMeanwhileTests
{
    private static readonly Cdn Goodbye = new() { AssignedSessionId = 1, ResultCode = CdnResult.CarrierLost };

    private readonly IEntityKind kind = new TunnelKind(new LnsPolicy(new WorldSettings()), LnsCallRole.Instance);
    private readonly TunnelState durable;
    private readonly Moment now;

    public HelloMeanwhileTests()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Run(1);
        durable = world.Lns.Tunnel;
        now = new Moment(world.Now, new Random(1));
    }

    [Fact]
    public void IsAcknowledgedByAZlbThatLeavesNothingElseOut()
    {
        var (ns, nr) = (durable.Channel!.NextNs, durable.Channel.NextNr);
        Meanwhile(durable, Message(nr, new Hello()), out var after).ShouldBe((ns, (ushort)(nr + 1)));
        // the next one finds the first
        Meanwhile(after, Message((ushort)(nr + 1), new Hello()), out after).ShouldBe((ns, (ushort)(nr + 2)));
        // and a copy of the first gets what is true by now
        Meanwhile(after, Message(nr, new Hello()), out _).ShouldBe((ns, (ushort)(nr + 2)));
    }

    [Fact]
    public void AnythingElseWaits()
    {
        kind.Meanwhile(durable, Message(durable.Channel!.NextNr, Goodbye), now).ShouldBe(Decision.Nothing);
        kind.Meanwhile(durable, Message(durable.Channel.NextNr, null), now).ShouldBe(Decision.Nothing);
        kind.Meanwhile(durable, new CloseTunnel { Result = 1 }, now).ShouldBe(Decision.Nothing);
        kind.Meanwhile(durable, new TimerFired { Name = TunnelTimers.Hello }, now).ShouldBe(Decision.Nothing);
    }

    /// <summary>CDN is decided, and not durable; the HELLO behind it shows that we live, and acknowledges neither.</summary>
    [Fact]
    public void BehindAMessageThatWaitsNothingIsAcknowledgedBeyondTheJournal()
    {
        var nr = durable.Channel!.NextNr;
        Meanwhile(durable, Message((ushort)(nr + 1), new Hello()), out var after).ShouldBe((durable.Channel.NextNs, nr));
        // once the journal has it, the HELLO that was kept counts
        var committed = (TunnelState)kind.Decide(after, Message(nr, Goodbye), now).Events.Aggregate((object)after, kind.Evolve);
        committed.Channel!.NextNr.ShouldBe((ushort)(nr + 2));
    }

    [Fact]
    public void WhatOurOwnDecisionQueuedMeanwhileIsNotCountedAsSent()
    {
        var ahead = (TunnelState)kind.Decide(durable, new CloseTunnel { Result = 1, Text = "down" }, now).Events.Aggregate((object)durable, kind.Evolve);
        ahead.Channel!.NextNs.ShouldBe((ushort)(durable.Channel!.NextNs + 1));
        Meanwhile(durable, Message(durable.Channel.NextNr, new Hello()), out _).Ns.ShouldBe(durable.Channel.NextNs);
    }

    [Fact]
    public void StrangersAndBrokenDatagramsGetNothing()
    {
        var hello = Message(durable.Channel!.NextNr, new Hello());
        kind.Meanwhile(durable, new Datagram(hello) { Peer = new Endpoint(hello.Peer) { Port = 4242 } }, now).ShouldBe(Decision.Nothing);
        for (var length = 0; length < hello.Payload.Length; length++)
            kind.Meanwhile(durable, new Datagram(hello) { Payload = ByteString.CopyFrom(hello.Payload.Span[..length]) }, now).ShouldBe(Decision.Nothing);
        var unknown = kind.Initial(durable.Key.ToString());
        kind.Meanwhile(unknown, hello, now).ShouldBe(Decision.Nothing);
    }

    private (ushort Ns, ushort Nr) Meanwhile(TunnelState state, Datagram datagram, out TunnelState after)
    {
        var decision = kind.Meanwhile(state, datagram, now);
        decision.Events.ShouldAllBe(happened => happened is ITransientEvent);
        after = (TunnelState)decision.Events.Aggregate((object)state, kind.Evolve);
        var zlb = decision.Effects.ShouldHaveSingleItem().ShouldBeOfType<SendDatagram>();
        zlb.Peer.ShouldBe(state.PeerEndpoint);
        L2tpHeader.Parse(zlb.Payload.Span, out var header).ShouldBe(HeaderParse.Parsed);
        (header.TunnelId, header.PayloadLength).ShouldBe((state.PeerTunnelId, 0));
        return (header.Ns, header.Nr);
    }

    /// <param name="message">Null: a ZLB.</param>
    private Datagram Message(ushort ns, ControlMessage? message)
    {
        var body = message is null ? [] : ControlMessageCodec.Write(message);
        var octets = new byte[L2tpHeader.ControlLength + body.Length];
        L2tpHeader.WriteControl(octets, durable.Key.TunnelId, 0, ns, durable.Channel!.NextNs, body.Length);
        body.CopyTo(octets, L2tpHeader.ControlLength);
        return new Datagram { Local = durable.Key.Local.ToMessage(), Peer = durable.PeerEndpoint.ToMessage(), Payload = ByteString.CopyFrom(octets) };
    }
}
