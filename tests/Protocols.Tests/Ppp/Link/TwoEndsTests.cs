using System.Net;
using System.Text;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Link;

/// <summary>Two of our links against one another over virtual time.</summary>
public class TwoEndsTests
{
    private static readonly byte[] LnsPassword = Encoding.UTF8.GetBytes("from-lns");
    private static readonly byte[] SitePassword = Encoding.UTF8.GetBytes("from-site");

    private static PppSettings Lns(params AuthenticationMethod[] methods) => new()
    {
        OurName = "lns",
        OurPassword = LnsPassword,
        AuthenticatePeerWith = [.. methods],
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        DnsServers = [IPAddress.Parse("192.0.2.53"), IPAddress.Parse("192.0.2.54")],
        IdentificationText = "bras",
    };

    private static PppSettings Site(params AuthenticationMethod[] methods) => new()
    {
        OurName = "site",
        OurPassword = SitePassword,
        AuthenticatePeerWith = [.. methods],
        Passive = true,
        RequestDns = true,
    };

    private static VirtualWire Wire(PppSettings lns, PppSettings site, int seed = 1)
    {
        var wire = new VirtualWire(lns, site, seed);
        wire.Left.Judge = proof => LocalCheck.Answer(proof, SitePassword) with { FramedIpAddress = IPAddress.Parse("10.1.2.3") };
        wire.Right.Judge = proof => LocalCheck.Answer(proof, LnsPassword);
        return wire;
    }

    public static TheoryData<AuthenticationMethod, AuthenticationMethod> MethodPairs()
    {
        var pairs = new TheoryData<AuthenticationMethod, AuthenticationMethod>();
        foreach (var lns in Enum.GetValues<AuthenticationMethod>())
            foreach (var site in Enum.GetValues<AuthenticationMethod>())
                pairs.Add(lns, site);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(MethodPairs))]
    public void Rfc1661_3_2_BothEndsAuthenticateAndTheNetworkComesUp(AuthenticationMethod lns, AuthenticationMethod site)
    {
        var wire = Wire(Lns(lns), Site(site));
        wire.Up();
        wire.RunUntil(() => wire.Left.Link.IsNetworkUp && wire.Right.Link.IsNetworkUp, TimeSpan.FromSeconds(10)).ShouldBeTrue();

        var left = wire.Left.Link.Negotiated.ShouldNotBeNull();
        var right = wire.Right.Link.Negotiated.ShouldNotBeNull();
        left.PeerName.ShouldBe("site");
        left.OurName.ShouldBe("lns");
        right.PeerName.ShouldBe("lns");
        left.Lcp.PeerAuthenticatesWith.ShouldBe(lns);
        left.Lcp.WeAuthenticateWith.ShouldBe(site);
        left.Network.LocalAddress.ShouldBe(IPAddress.Parse("192.0.2.1"));
        left.Network.PeerAddress.ShouldBe(IPAddress.Parse("10.1.2.3"));
        right.Network.LocalAddress.ShouldBe(IPAddress.Parse("10.1.2.3"));
        right.Network.DnsLearned.ShouldBe([IPAddress.Parse("192.0.2.53"), IPAddress.Parse("192.0.2.54")]);
        left.Network.DnsGiven.ShouldBe(right.Network.DnsLearned);
        left.Lcp.LocalMagic.ShouldBe(right.Lcp.PeerMagic);
        left.Lcp.PeerMagic.ShouldBe(right.Lcp.LocalMagic);
    }

    [Fact]
    public void Rfc1661_4_6_TheNetworkComesUpOverALossyRepeatingLine()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var methods = Enum.GetValues<AuthenticationMethod>();
            var wire = Wire(Lns(methods[seed % 3]), Site(methods[seed / 3 % 3]), seed);
            wire.Loss = 0.25;
            wire.Repetition = 0.1;
            wire.Up();
            wire.RunUntil(() => wire.Left.Link.IsNetworkUp && wire.Right.Link.IsNetworkUp, TimeSpan.FromMinutes(10))
                .ShouldBeTrue($"seed {seed}: {wire.Left.Cause} {wire.Right.Cause}");
        }
    }

    [Fact]
    public void ALineThatLosesEverythingBringsNothingUp()
    {
        // The canary: were this green with the network up, the tests above would prove nothing.
        var wire = Wire(Lns(AuthenticationMethod.Pap), Site());
        wire.Loss = 1;
        wire.Up();
        wire.RunUntil(TimeSpan.FromMinutes(5));
        wire.Left.Link.IsNetworkUp.ShouldBeFalse();
        wire.Left.Cause.ShouldNotBeNull().Code.ShouldBe(PppDisconnectCode.NoLcpRecognised);
    }

    [Theory]
    [InlineData(AuthenticationMethod.Pap)]
    [InlineData(AuthenticationMethod.ChapMd5)]
    [InlineData(AuthenticationMethod.MsChapV2)]
    public void Rfc3145_16_AWrongPasswordClosesBothEnds(AuthenticationMethod method)
    {
        var wire = Wire(Lns(method), Site());
        wire.Left.Judge = proof => LocalCheck.Answer(proof, "another"u8);
        wire.Up();
        wire.RunUntil(TimeSpan.FromMinutes(1));
        wire.Left.Cause.ShouldNotBeNull().Code.ShouldBe(PppDisconnectCode.AuthenticationFailed);
        wire.Right.Cause.ShouldNotBeNull().Code.ShouldBe(PppDisconnectCode.AuthenticationFailed);
        wire.Left.Log.OfType<PppOutput.NetworkUp>().ShouldBeEmpty();
        wire.Right.Log.OfType<PppOutput.NetworkUp>().ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1661_3_4_MethodsAreFoundThroughBothLists()
    {
        var wire = Wire(
            Lns(AuthenticationMethod.MsChapV2, AuthenticationMethod.ChapMd5, AuthenticationMethod.Pap),
            Site() with { AcceptableMethods = [AuthenticationMethod.Pap] });
        wire.Up();
        wire.RunUntil(() => wire.Left.Link.IsNetworkUp && wire.Right.Link.IsNetworkUp, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        wire.Left.Link.Negotiated.ShouldNotBeNull().Lcp.PeerAuthenticatesWith.ShouldBe(AuthenticationMethod.Pap);
    }

    [Fact]
    public void Rfc1661_5_8_EchoKeepsAQuietLinkUpAndNoticesADeadOne()
    {
        var wire = Wire(Lns(AuthenticationMethod.ChapMd5), Site());
        wire.Up();
        wire.RunUntil(TimeSpan.FromHours(1));
        wire.Left.Link.IsNetworkUp.ShouldBeTrue();
        wire.Left.Log.OfType<PppOutput.NetworkUp>().ShouldHaveSingleItem();
        wire.Loss = 1;
        wire.RunUntil(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(3));
        wire.Left.Cause.ShouldNotBeNull().Code.ShouldBe(PppDisconnectCode.EchoTimeout);
    }

    [Fact]
    public void ARestartedEndGoesOnAndItsPeerNoticesNothing()
    {
        var wire = Wire(Lns(AuthenticationMethod.ChapMd5), Site(AuthenticationMethod.MsChapV2));
        wire.Up();
        wire.RunUntil(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 20; i++)
        {
            var before = wire.Left.Link.Negotiated.ShouldNotBeNull();
            wire.Left.Restart(before);
            wire.RunUntil(wire.Now + TimeSpan.FromSeconds(17 * (i + 1)));
            wire.Left.Link.Negotiated.ShouldNotBeNull().Lcp.ShouldBe(before.Lcp);
        }
        wire.Right.Log.OfType<PppOutput.NetworkDown>().ShouldBeEmpty();
        wire.Right.Log.OfType<PppOutput.LcpOpened>().ShouldHaveSingleItem();
        wire.Left.Close(DisconnectReason.Administrative());
        wire.RunUntil(wire.Now + TimeSpan.FromSeconds(10));
        wire.Left.Cause.ShouldNotBeNull().Code.ShouldBe(PppDisconnectCode.Administrative);
        var theirs = wire.Right.Cause.ShouldNotBeNull();
        (theirs.Code, theirs.Direction).ShouldBe((PppDisconnectCode.NormalDisconnection, PppDisconnectDirection.AtPeer));
    }

    [Fact]
    public void ASlowCheckIsAskedOnce()
    {
        var wire = Wire(Lns(AuthenticationMethod.MsChapV2), Site());
        wire.Left.JudgeTakes = TimeSpan.FromSeconds(20);
        wire.Up();
        wire.RunUntil(() => wire.Left.Link.IsNetworkUp && wire.Right.Link.IsNetworkUp, TimeSpan.FromMinutes(1)).ShouldBeTrue();
        wire.Left.Log.OfType<PppOutput.CheckPeer>().ShouldHaveSingleItem();
    }

    [Fact]
    public void TwoActiveEndsAgreeToo()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var wire = Wire(Lns(AuthenticationMethod.Pap), Site() with { Passive = false }, seed);
            wire.Up();
            wire.RunUntil(() => wire.Left.Link.IsNetworkUp && wire.Right.Link.IsNetworkUp, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        }
    }
}
