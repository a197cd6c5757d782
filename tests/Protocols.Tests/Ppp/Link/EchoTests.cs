using System.Net;
using Protocols.Ppp;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Link;

public class EchoTests
{
    private static readonly PppSettings Settings = new()
    {
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        EchoIntervalSeconds = 20,
        EchoFailureLimit = 3,
    };

    private static ScriptedPeer Open()
    {
        var peer = new ScriptedPeer(Settings);
        peer.OpenLcp();
        peer.OpenIpcp();
        return peer;
    }

    private static SentPacket Ask(ScriptedPeer peer) =>
        peer.Fire(PppTimer.EchoInterval).SentOne(PppProtocol.Lcp, ControlCode.EchoRequest);

    [Fact]
    public void Rfc1661_5_8_ARequestIsAnsweredWithOurMagicNumberInOpenedOnly()
    {
        var peer = new ScriptedPeer(Settings);
        byte[] data = [.. ScriptedPeer.MagicOctets, 1, 2, 3];
        peer.Send(PppProtocol.Lcp, ControlCode.EchoRequest, 7, data).Outputs.ShouldBeEmpty();
        var ours = peer.OpenLcp().Single<PppOutput.LcpOpened>().Result.LocalMagic;
        var step = peer.Send(PppProtocol.Lcp, ControlCode.EchoRequest, 7, data);
        var reply = step.SentOne(PppProtocol.Lcp, ControlCode.EchoReply);
        (reply.Identifier, Hex.Digits(reply.Data)).ShouldBe(((byte)7, $"{ours:X8}010203"));
        step.Single<PppOutput.SendFrame>().IsEcho.ShouldBeTrue();
    }

    [Fact]
    public void Rfc3145_8_ThreeRequestsWithoutAReplyEndTheLink()
    {
        var peer = Open();
        for (var i = 0; i < 3; i++)
            Ask(peer).Data.Length.ShouldBe(4);
        peer.Fire(PppTimer.EchoInterval).SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        peer.Drop().Single<PppOutput.Closed>().Cause.Code.ShouldBe(PppDisconnectCode.EchoTimeout);
    }

    [Fact]
    public void Rfc1661_5_8_AReplyOrTrafficClearsTheCount()
    {
        var peer = Open();
        for (var i = 0; i < 20; i++)
        {
            Ask(peer);
            var last = Ask(peer);
            peer.Send(PppProtocol.Lcp, ControlCode.EchoReply, last.Identifier, ScriptedPeer.MagicOctets).Outputs.ShouldBeEmpty();
        }
        var quiet = new ScriptedPeer(peer.Link);
        for (var i = 0; i < 20; i++)
        {
            Ask(quiet);
            Ask(quiet);
            quiet = new ScriptedPeer(quiet.Link.TrafficSeen());
        }
    }

    [Theory]
    // another magic number; ours; an identifier that we never sent
    [InlineData(0xDEADBEEF, 0)]
    [InlineData(0, 0)]
    [InlineData(0x11223344, 100)]
    public void Rfc1661_5_8_AWrongReplyIsDropped(uint magic, byte off)
    {
        var peer = Open();
        for (var i = 0; i < 3; i++)
        {
            var last = Ask(peer);
            peer.Send(PppProtocol.Lcp, ControlCode.EchoReply, (byte)(last.Identifier + off), BitConverter.GetBytes(
                System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(magic)));
        }
        peer.Fire(PppTimer.EchoInterval).SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
    }

    [Fact]
    public void Rfc1661_6_4_OurOwnEchoIsALoopAndNoSignOfLife()
    {
        var peer = Open();
        for (var i = 0; i < 3; i++)
        {
            var request = peer.Fire(PppTimer.EchoInterval).Single<PppOutput.SendFrame>();
            peer.SendRaw(request.Frame.Span).Sent().ShouldBeEmpty();
        }
        peer.Fire(PppTimer.EchoInterval);
        peer.Drop().Single<PppOutput.Closed>().Cause.Code.ShouldBe(PppDisconnectCode.Loopback);
    }

    [Fact]
    public void Rfc1661_5_6_APeerWithoutEchoIsNotDead()
    {
        var peer = Open();
        var request = Ask(peer);
        var step = peer.Send(PppProtocol.Lcp, ControlCode.CodeReject, 1, [9, request.Identifier, 0, 8, .. request.Data]);
        step.Outputs.ShouldContain(new PppOutput.CancelTimer(PppTimer.EchoInterval));
        peer.Link.IsNetworkUp.ShouldBeTrue();
        peer.Fire(PppTimer.EchoInterval).Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void AnIntervalOfZeroAsksNothing()
    {
        var peer = new ScriptedPeer(Settings with { EchoIntervalSeconds = 0 });
        peer.OpenLcp();
        peer.Link.RunningTimers.OfType<PppOutput.StartTimer>().ShouldNotContain(timer => timer.Timer == PppTimer.EchoInterval);
    }

    [Theory]
    [InlineData("")]
    [InlineData("112233")]
    public void Rfc1661_5_8_AnEchoWithoutAMagicNumberIsMalformed(string data) =>
        Open().Send(PppProtocol.Lcp, ControlCode.EchoRequest, 1, Hex.Octets(data))
            .Outputs.ShouldHaveSingleItem().ShouldBeOfType<PppOutput.Malformed>();
}
