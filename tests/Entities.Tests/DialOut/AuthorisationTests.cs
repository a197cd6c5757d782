using System.Net;
using Entities.DialOut;
using Entities.DialOut.Authorisation;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

public class AuthorisationTests
{
    [Fact]
    public void TheFirstAccessRequestIsTheGuidesExample()
    {
        var question = new SessionRig().Trigger().Effects.OfType<AskRadius>().Single().Question;

        question.Group.ShouldBe("home");
        question.Correlation.ShouldStartWith(Given.Session + "#");
        question.Attributes.Select(attribute => (attribute.Vendor, attribute.Type)).ShouldBe([(0u, 1u), (0u, 6u), (0u, 61u), (0u, 44u)]);
        question.Attributes[0].Value.ToStringUtf8().ShouldBe("0.0.0.0:65000/10.10.1.1@L2TP-dial-out.de.dt");
        question.Attributes[1].Value.ToByteArray().ShouldBe([0, 0, 0, 5]); // Outbound
        question.Attributes[2].Value.ToByteArray().ShouldBe([0, 0, 0, 5]); // Virtual
        question.Attributes[3].Value.ToStringUtf8().Length.ShouldBe(16);
    }

    [Fact]
    public void WithoutARouteDistinguisherNoSlash() => AccessRequest.UserName(DialOutSessionKey.Parse(Given.Session),
        Given.Route with { RouteDistinguisher = null }).ShouldBe("10.10.1.1@L2TP-dial-out.de.dt");

    [Fact]
    public void AFixedPasswordIsSentWhereOneIsConfigured() => AccessRequest
        .Of(DialOutSessionKey.Parse(Given.Session), Given.Route with { Password = "cisco" }, 1, "x").Attributes
        .Single(attribute => attribute.Type == 2).Value.ToStringUtf8().ShouldBe("cisco");

    [Fact]
    public void EveryAttributeHasItsPlace()
    {
        var grant = Read(
            Given.Number(64, 3, 1), Given.Number(65, 1, 1), Given.Text(66, "127.0.0.9", 1), Given.Text(67, "127.0.0.2", 1),
            Given.Text(69, "tunnel secret", 1), Given.Text(82, "blue", 1), Given.Number(83, 5, 1), Given.Text(90, "our name", 1),
            Given.Text(91, "their name", 1), Given.Text(8, "isp", 1, 4874), Given.Number(33, 20, 1, 4874), Given.Number(54, 16, 1, 4874),
            Given.Number(90, 2, 1, 4874), Given.Text(35, "0301234", vendor: 4874), Given.Text(36, "me", vendor: 4874),
            Given.Text(37, "mine", vendor: 4874), Given.Number(38, 4, vendor: 4874), Given.Number(39, 9600, vendor: 4874),
            Given.Number(40, 33600, vendor: 4874), Given.Number(41, 1, vendor: 4874), Given.Number(28, 77), Given.Number(27, 3600)).Grant!;

        var tunnel = grant.Tunnels.Single();
        tunnel.Local.Address.ShouldBe(Octets("127.0.0.9"));
        tunnel.Peer.Address.ShouldBe(Octets("127.0.0.2"));
        (tunnel.Local.Port, tunnel.Peer.Port).ShouldBe((1701u, 1701u));
        (tunnel.AssignmentId, tunnel.Preference, tunnel.MaximumSessions).ShouldBe(("blue", 5u, 20u));
        tunnel.Secret.ToStringUtf8().ShouldBe("tunnel secret");
        (tunnel.LocalName, tunnel.ExpectedPeerName, tunnel.VirtualRouter).ShouldBe(("our name", "their name", "isp"));
        (tunnel.ReceiveWindow, tunnel.ResynchMethod).ShouldBe((16u, 2u));
        (grant.CalledNumber, grant.PppUsername, grant.PppPassword.ToStringUtf8()).ShouldBe(("0301234", "me", "mine"));
        (grant.PppAuthentication, grant.Bearer).ShouldBe((PppAuthentication.ChapPap, Bearer.Analog));
        (grant.MinimumBps, grant.MaximumBps).ShouldBe((9600u, 33600u));
        (grant.Profile.IdleTimeoutSeconds, grant.Profile.SessionTimeoutSeconds).ShouldBe((77u, 3600u));
        Given.Route.Profile.IdleTimeoutSeconds.ShouldBe(120u);
    }

    [Fact]
    public void DefaultsStandInForWhatIsNotSaid()
    {
        var grant = Read(Given.Text(67, "127.0.0.2", 1), Given.Text(35, "1", vendor: 4874)).Grant!;

        (grant.MinimumBps, grant.MaximumBps, grant.Bearer, grant.PppAuthentication).ShouldBe((2400u, 64000u, Bearer.None, PppAuthentication.Chap));
        var tunnel = grant.Tunnels.Single();
        (tunnel.LocalName, tunnel.AssignmentId, tunnel.MaximumSessions).ShouldBe(("lns", "", 0u));
        tunnel.Secret.ShouldBeEmpty();
        tunnel.Local.Address.ShouldBe(Octets("127.0.0.1"));
    }

    [Fact]
    public void Rfc2868_3_UntaggedAttributesMakeOneGroupAndFillTheGapsOfTaggedOnes()
    {
        Read(Number(), Given.Text(67, "127.0.0.2"), Given.Text(69, "s")).Grant!.Tunnels.Single().Secret.ToStringUtf8().ShouldBe("s");

        var tagged = Read(Number(), Given.Text(67, "127.0.0.2", 1), Given.Text(67, "127.0.0.3", 2), Given.Text(69, "own", 2),
            Given.Text(69, "shared")).Grant!.Tunnels;
        tagged.Select(tunnel => tunnel.Secret.ToStringUtf8()).ShouldBe(["shared", "own"]);
    }

    [Fact]
    public void Rfc2868_3_8_LowerPreferenceIsBetterAndSilenceComesLast()
    {
        var grant = Read(Number(), Given.Text(67, "127.0.0.2", 1), Given.Text(67, "127.0.0.3", 2), Given.Number(83, 7, 2),
            Given.Text(67, "127.0.0.4", 3), Given.Number(83, 2, 3)).Grant!;
        grant.Tunnels.Select(tunnel => tunnel.Peer.Address[3]).ShouldBe([4, 3, 2]);
    }

    [Fact]
    public void ThirtyOneDestinationsAndEightLevelsAreTheLimit()
    {
        var groups = Enumerable.Range(1, 32).SelectMany(tag => new[]
        {
            Given.Text(67, $"127.0.1.{tag}", (uint)tag), Given.Number(83, (uint)(tag % 8), (uint)tag),
        });
        Read([Number(), .. groups]).Grant!.Tunnels.Count.ShouldBe(31);

        var spread = Enumerable.Range(1, 10).SelectMany(tag => new[]
        {
            Given.Text(67, $"127.0.1.{tag}", (uint)tag), Given.Number(83, (uint)tag, (uint)tag),
        });
        var reading = Read([Number(), .. spread]);
        reading.Grant!.Tunnels.Select(tunnel => tunnel.Preference).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        reading.Ignored.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("lac.example.net")]
    [InlineData("10")]
    [InlineData("127.0.0.2:99999")]
    [InlineData("2001:db8::1")] // our end is IPv4
    public void ALacThatCannotBeReachedIsLeftOut(string endpoint)
    {
        var reading = Read(Number(), Given.Text(67, endpoint, 1), Given.Text(67, "127.0.0.3", 2));
        reading.Grant!.Tunnels.Single().Peer.Address.ShouldBe(Octets("127.0.0.3"));
        reading.Ignored.Single().ShouldStartWith("tag 1: ");
    }

    [Fact]
    public void IPv6WorksBetweenIPv6Ends()
    {
        var grant = Read(Number(), Given.Text(66, "::1", 1), Given.Text(67, "[::2]:1702", 1), Given.Number(65, 2, 1)).Grant!;
        grant.Tunnels.Single().Peer.ShouldBe(new Endpoint { Address = Octets("::2"), Port = 1702 });
    }

    [Fact]
    public void Rfc2868_3_1_OnlyForeignTunnelTypesAreNoGrant() =>
        Read(Number(), Given.Number(64, 1, 1), Given.Text(67, "127.0.0.2", 1)).Fault.ShouldBe("no usable tunnel group: tag 1: Tunnel-Type 1 is not L2TP");

    [Theory]
    [InlineData("", "ERX-Dial-Out-Number is missing")]
    [InlineData("12\r\nATH0", "ERX-Dial-Out-Number is not printable ASCII")]
    public void AnUnusableNumberIsAFault(string number, string fault) =>
        Read(Given.Text(67, "127.0.0.2", 1), Given.Text(35, number, vendor: 4874)).Fault.ShouldBe(fault);

    [Theory]
    [InlineData(41, 3, "ERX-Bearer-Type 3 is unknown")]
    [InlineData(38, 9, "ERX-PPP-Auth-Protocol 9 is unknown")]
    [InlineData(39, 64001, "ERX-Minimum-BPS 64001 is above ERX-Maximum-BPS 64000")]
    public void AnUnusableValueIsAFault(uint type, uint value, string fault) =>
        Read(Number(), Given.Text(67, "127.0.0.2", 1), Given.Number(type, value, vendor: 4874)).Fault.ShouldBe(fault);

    [Fact]
    public void TheStandardPasswordGoesBeforeTheVendors() =>
        Read(Number(), Given.Text(67, "127.0.0.2", 1), Given.Text(9, "erx", 1, 4874), Given.Text(69, "standard", 1))
            .Grant!.Tunnels.Single().Secret.ToStringUtf8().ShouldBe("standard");

    [Fact]
    public void EveryTruncationOfEveryValueIsReadOrAFault()
    {
        var whole = Given.Accept("127.0.0.2", "127.0.0.3");
        for (var i = 0; i < whole.Length; i++)
            for (var length = 0; length < whole[i].Value.Length; length++)
            {
                var cut = whole.Select(attribute => attribute.Clone()).ToArray();
                cut[i].Value = ByteString.CopyFrom(cut[i].Value.Span[..length]);
                var reading = Read(cut);
                (reading.Grant is null).ShouldBe(reading.Fault.Length > 0);
            }
    }

    private static GrantReading Read(params RadiusAttribute[] attributes) => AccessAccept.Read(attributes, Given.Route.Profile, Given.Route.Defaults);

    private static RadiusAttribute Number() => Given.Text(35, "5551234", vendor: 4874);

    private static ByteString Octets(string address) => ByteString.CopyFrom(IPAddress.Parse(address).GetAddressBytes());
}
