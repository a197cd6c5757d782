using System.Collections.Immutable;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Link;

/// <summary>Whatever comes in: a step, never an exception, and the invariants of <see cref="LinkChecker"/> hold.</summary>
public class BadInputTests
{
    /// <summary>Every frame of a whole call, with the link as it was when the frame came: LCP, authentication both ways,
    /// IPCP, echo, termination.</summary>
    private static ImmutableArray<(PppLink Before, byte[] Frame)> WholeCall(AuthenticationMethod method)
    {
        var password = "secret"u8.ToArray();
        var lns = new PppSettings
        {
            OurName = "lns",
            OurPassword = password,
            AuthenticatePeerWith = [method],
            LocalAddress = IPAddress.Parse("192.0.2.1"),
            PeerAddress = IPAddress.Parse("10.0.2.2"),
            DnsServers = [IPAddress.Parse("192.0.2.53")],
            EchoIntervalSeconds = 5,
            IdentificationText = "bras",
        };
        var site = lns with { OurName = "site", LocalAddress = null, RequestDns = true, PeerAddress = null, Passive = true };
        var wire = new VirtualWire(lns, site, 7);
        wire.Left.Judge = wire.Right.Judge = proof => LocalCheck.Answer(proof, password);
        wire.Up();
        wire.RunUntil(TimeSpan.FromSeconds(8));
        wire.Left.Link.IsNetworkUp.ShouldBeTrue();
        wire.Left.Close(DisconnectReason.Administrative());
        wire.RunUntil(TimeSpan.FromSeconds(20));
        return [.. wire.Left.Received, .. wire.Right.Received];
    }

    private static void Try(PppLink before, ReadOnlySpan<byte> frame)
    {
        var checker = LinkChecker.Of(before);
        checker.Observe(before.Receive(frame, new Random(3)));
    }

    [Theory]
    [InlineData(AuthenticationMethod.Pap)]
    [InlineData(AuthenticationMethod.ChapMd5)]
    [InlineData(AuthenticationMethod.MsChapV2)]
    public void EveryTruncationOfEveryFrameOfACall(AuthenticationMethod method)
    {
        var vectors = WholeCall(method);
        vectors.Length.ShouldBeGreaterThan(20);
        foreach (var (before, frame) in vectors)
            for (var length = 0; length < frame.Length; length++)
            {
                var step = before.Receive(frame.AsSpan(..length), new Random(3));
                LinkChecker.Of(before).Observe(step);
                // Length counts the whole packet: nothing of a shorter one may have an effect.
                step.Outputs.ShouldAllBe(output => output is PppOutput.Malformed);
            }
    }

    [Theory]
    [InlineData(AuthenticationMethod.Pap)]
    [InlineData(AuthenticationMethod.ChapMd5)]
    [InlineData(AuthenticationMethod.MsChapV2)]
    public void EverySingleByteCorruptionOfEveryFrameOfACall(AuthenticationMethod method)
    {
        foreach (var (before, frame) in WholeCall(method))
            for (var position = 0; position < frame.Length; position++)
                for (var flip = 1; flip < 256; flip++)
                {
                    var corrupted = frame.ToArray();
                    corrupted[position] ^= (byte)flip;
                    Try(before, corrupted);
                }
    }

    [Fact]
    public void EveryFrameOfACallInEveryOtherMomentOfIt()
    {
        var vectors = WholeCall(AuthenticationMethod.ChapMd5);
        foreach (var (before, _) in vectors)
            foreach (var (_, frame) in vectors)
                Try(before, frame);
    }

    private enum Act
    {
        Packet,
        Options,
        AckOurs,
        RejectOurs,
        Echo,
        Progress,
        Raw,
        Timer,
        Accept,
        Reject,
        Traffic,
        Close,
        Drop,
        Up,
    }

    private sealed record Deed(Act Act, byte[] Octets);

    private static Gen<Deed> Deeds() =>
        from act in Gen.Frequency(
            (30, Gen.Constant(Act.Packet)), (30, Gen.Constant(Act.Options)), (30, Gen.Constant(Act.AckOurs)),
            (8, Gen.Constant(Act.RejectOurs)), (10, Gen.Constant(Act.Echo)), (60, Gen.Constant(Act.Progress)), (5, Gen.Constant(Act.Raw)),
            (15, Gen.Constant(Act.Timer)), (10, Gen.Constant(Act.Accept)), (2, Gen.Constant(Act.Reject)),
            (2, Gen.Constant(Act.Traffic)), (1, Gen.Constant(Act.Close)), (1, Gen.Constant(Act.Drop)), (5, Gen.Constant(Act.Up)))
        from octets in Gen.ArrayOf(Gen.Choose(0, 255).Select(octet => (byte)octet), 24)
        select new Deed(act, octets);

    private static readonly ImmutableArray<ushort> Protocols =
        [PppProtocol.Lcp, PppProtocol.Ipcp, PppProtocol.Chap, PppProtocol.Pap, PppProtocol.Ccp, PppProtocol.Ip, PppProtocol.Eap];

    private static readonly ImmutableArray<string> OptionSets =
    [
        "", "010405DC", "01040040", "0304C023", "0305C22305", "0305C22381", "0304C227", "050600000000", "0506AABBCCDD", "0702 0802",
        "110405DC", "03060A000202", "030600000000", "0206002D0F01", "810600000000", "0306C0A80101", "0103FF", "0100",
    ];

    private static void Do(ScriptedPeer peer, Deed deed)
    {
        var octets = deed.Octets;
        var control = octets[0] % 2 == 0 ? PppProtocol.Lcp : PppProtocol.Ipcp;
        switch (deed.Act)
        {
            case Act.Packet:
                peer.Send(Protocols[octets[0] % Protocols.Length], (byte)(octets[1] % 15), octets[2], octets.AsSpan(3, octets[3] % 20));
                break;
            case Act.Options:
                var options = string.Concat(octets.Skip(2).Take(octets[1] % 3).Select(octet => OptionSets[octet % OptionSets.Length]));
                peer.Send(control, 1, octets[2], Hex.Octets(options));
                break;
            case Act.AckOurs or Act.RejectOurs or Act.Echo:
                Mirror(peer, control, deed.Act);
                break;
            case Act.Progress:
                Progress(peer, octets[1]);
                break;
            case Act.Raw:
                peer.SendRaw(octets);
                break;
            case Act.Timer:
                peer.Fire((PppTimer)(1 + octets[0] % 5));
                break;
            case Act.Accept:
                peer.Answer(AuthenticationAnswer.Accept() with { MsChap2Success = octets[0] % 2 == 0 ? "S=" : null });
                break;
            case Act.Reject:
                peer.Answer(AuthenticationAnswer.Reject());
                break;
            case Act.Close:
                peer.Close(DisconnectReason.IdleTimeout);
                break;
            case Act.Drop:
                peer.Drop();
                break;
            case Act.Up when peer.Link.Phase == LinkPhase.Dead:
                peer.LowerUp();
                break;
        }
    }

    /// <summary>Something of ours comes back: acknowledged, rejected, or as it was.</summary>
    private static void Mirror(ScriptedPeer peer, ushort protocol, Act act)
    {
        var ours = peer.All.OfType<PppOutput.SendFrame>().LastOrDefault(frame => SentPacket.From(frame).Protocol == protocol);
        if (ours is null)
            return;
        var packet = SentPacket.From(ours);
        if (act == Act.Echo)
            peer.SendRaw(ours.Frame.Span);
        else
            peer.Send(protocol, act == Act.AckOurs ? (byte)2 : (byte)4, packet.Identifier, packet.Data);
    }

    /// <summary>What an honest peer would say now; without it the dice never get past LCP.</summary>
    private static void Progress(ScriptedPeer peer, byte dice)
    {
        switch (peer.Link.Phase)
        {
            case LinkPhase.Establish:
                // The request first: a passive link has sent none yet.
                peer.Send(PppProtocol.Lcp, 1, dice, Hex.Octets(dice % 2 == 0 ? "" : "0304C023"));
                peer.AckRequest(PppProtocol.Lcp);
                break;
            case LinkPhase.Authenticate:
                Prove(peer, dice);
                peer.Answer(AuthenticationAnswer.Accept() with { MsChap2Success = "S=" });
                break;
            case LinkPhase.Network when !peer.Link.IsNetworkUp:
                peer.OpenIpcp();
                break;
        }
    }

    private static void Prove(ScriptedPeer peer, byte dice)
    {
        var ours = peer.All.OfType<PppOutput.SendFrame>().Select(SentPacket.From)
            .LastOrDefault(packet => packet.Protocol == PppProtocol.Chap);
        switch (dice % 4)
        {
            case 0:
                peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, dice, Hex.Octets("0161 0162"));
                break;
            case 1:
                peer.Send(PppProtocol.Pap, PapCode.AuthenticateAck, dice);
                break;
            case 2 when ours is { Code: ChapCode.Challenge }:
                var value = new byte[peer.Link.Settings.AuthenticatePeerWith is [AuthenticationMethod.MsChapV2, ..] ? 49 : 16];
                peer.Send(PppProtocol.Chap, ChapCode.Response, ours.Identifier, ValuePair.WriteChap(value, "site"u8));
                break;
            case 3:
                peer.Send(PppProtocol.Chap, ChapCode.Challenge, dice, ValuePair.WriteChap(new byte[16], "site"u8));
                peer.Send(PppProtocol.Chap, ChapCode.Success, dice);
                break;
        }
    }

    [Fact]
    public void AnySequenceOfInputsKeepsTheInvariants()
    {
        var opened = 0;
        var authenticated = 0;
        var networks = 0;
        var settings = new PppSettings
        {
            OurName = "lns",
            OurPassword = "secret"u8.ToArray(),
            PeerMayRefuseAuthentication = true,
            LocalAddress = IPAddress.Parse("192.0.2.1"),
        };
        var methods = Enum.GetValues<AuthenticationMethod>();
        Prop.ForAll(Arb.From(Gen.ListOf(Deeds())), deeds =>
        {
            var list = deeds.ToArray();
            var demand = list.Length % 4;
            var peer = new ScriptedPeer(settings with
            {
                AuthenticatePeerWith = demand == 3 ? [] : [methods[demand], AuthenticationMethod.Pap],
                Passive = list.Length % 5 == 0,
            });
            foreach (var deed in list)
                Do(peer, deed);
            opened += peer.All.OfType<PppOutput.LcpOpened>().Count();
            authenticated += peer.All.OfType<PppOutput.PeerAuthenticated>().Count();
            networks += peer.All.OfType<PppOutput.NetworkUp>().Count();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(100));
        // The generator gets that far, or it would prove little.
        opened.ShouldBeGreaterThan(500);
        authenticated.ShouldBeGreaterThan(100);
        networks.ShouldBeGreaterThan(100);
    }
}
