using System.Net;
using Protocols.Ppp;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Link;

/// <summary>A line that echoes until the far end opens it, or for ever (RFC 1661 §6.4).</summary>
public class LoopTests
{
    /// <summary>Longest chain of answers to ourselves between two Restart timers.</summary>
    private const int MostFramesPerRound = 3;

    private static readonly PppSettings Settings = new()
    {
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        OurName = "lns",
        AuthenticatePeerWith = [AuthenticationMethod.ChapMd5],
    };

    /// <summary>Hands every frame back until the line is quiet; gives the number of frames.</summary>
    private static int Echo(ScriptedPeer peer, PppStep step)
    {
        var waiting = new Queue<PppOutput.SendFrame>(step.Outputs.OfType<PppOutput.SendFrame>());
        var frames = 0;
        while (waiting.TryDequeue(out var frame))
        {
            (++frames).ShouldBeLessThanOrEqualTo(MostFramesPerRound);
            foreach (var answer in peer.SendRaw(frame.Frame.Span).Outputs.OfType<PppOutput.SendFrame>())
                waiting.Enqueue(answer);
        }
        return frames;
    }

    // Without a name our own demand for CHAP is one that we would reject: the echo must not talk us out of it.
    [Theory]
    [InlineData("lns")]
    [InlineData("")]
    public void Rfc1661_6_4_ALoopedLineIsGivenUpAfterMaxConfigure(string name)
    {
        var peer = new ScriptedPeer(Settings with { OurName = name });
        var magics = new HashSet<string>();
        Echo(peer, peer.Last);
        for (var round = 0; round < 10; round++)
        {
            peer.Link.Phase.ShouldBe(LinkPhase.Establish);
            var request = peer.LastSent(PppProtocol.Lcp, ControlCode.ConfigureRequest);
            request.OptionText.ShouldContain("3=C22305");
            magics.Add(request.OptionText);
            Echo(peer, peer.Fire(PppTimer.LcpRestart));
        }
        peer.All.OfType<PppOutput.Closed>().ShouldHaveSingleItem().Cause.Code.ShouldBe(PppDisconnectCode.Loopback);
        peer.All.OfType<PppOutput.LcpOpened>().ShouldBeEmpty();
        // "a new Magic-Number MUST be chosen"
        magics.Count.ShouldBe(10);
    }

    [Fact]
    public void Rfc1661_6_4_ALineThatEchoesForAWhileIsWaitedFor()
    {
        var peer = new ScriptedPeer(Settings with { AuthenticatePeerWith = [] });
        Echo(peer, peer.Last);
        for (var round = 0; round < 5; round++)
            Echo(peer, peer.Fire(PppTimer.LcpRestart));
        // and now somebody opens the line
        peer.Fire(PppTimer.LcpRestart);
        peer.OpenLcp().Has<PppOutput.LcpOpened>().ShouldBeTrue();
        peer.OpenIpcp().Has<PppOutput.NetworkUp>().ShouldBeTrue();
    }

    [Fact]
    public void Rfc1661_6_4_ThePeersNakOfTheSameNumberIsNoLoop()
    {
        // Two ends with the same number by chance: each naks the other, with a number of its own.
        var peer = new ScriptedPeer(Settings with { AuthenticatePeerWith = [] });
        var request = peer.LastSent(PppProtocol.Lcp, ControlCode.ConfigureRequest);
        var magic = request.Options.Single(option => option.Type == 5).Data.ToArray();
        var nak = peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1, [5, 6, .. magic])
            .SentOne(PppProtocol.Lcp, ControlCode.ConfigureNak);
        nak.Options.ShouldHaveSingleItem().Type.ShouldBe((byte)5);
        var next = peer.Send(PppProtocol.Lcp, ControlCode.ConfigureNak, request.Identifier, Hex.Octets("0506AABBCCDD"))
            .SentOne(PppProtocol.Lcp, ControlCode.ConfigureRequest);
        next.Identifier.ShouldNotBe(request.Identifier);
        peer.OpenLcp().Has<PppOutput.LcpOpened>().ShouldBeTrue();
    }
}
