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
}
