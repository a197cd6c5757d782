using System.Security.Cryptography;
using Lab.Foreign;
using Lns.Node.Radius;
using Protocols.Radius.Attributes;
using Protocols.Radius.Secrets;
using Shared.Messages;

namespace Nodes.Tests.Radius;

/// <summary>The gateway against a RADIUS server that others wrote.</summary>
public sealed class FreeRadiusTests(FreeRadiusFixture fixture) : IClassFixture<FreeRadiusFixture>
{
    private const string DialOutUser = "0.0.0.0:65000/10.10.1.1@L2TP-dial-out.de.dt";

    /// <summary>Of those who are to get no answer: all of it passes.</summary>
    private const double InitialTimeoutSeconds = 1;

    private readonly LogRecorder log = new();

    [ForeignFact("freeradius")]
    public async Task Rfc2868_ThreeTaggedLacsComeWithTheirDecryptedPasswords()
    {
        await using var gateway = Gateway(fixture.Settings);

        var answer = await gateway.Ask(DialOut());

        answer.Outcome.ShouldBe(RadiusOutcome.Accept, Story(answer));
        answer.Correlation.ShouldBe("c1");
        answer.TextOf(RadiusType.TunnelServerEndpoint, tag: 1).ShouldBe("192.0.2.1");
        answer.TextOf(RadiusType.TunnelPassword, tag: 1).ShouldBe("first tunnel secret");
        answer.TextOf(RadiusType.TunnelAssignmentId, tag: 1).ShouldBe("north");
        answer.TextOf(RadiusType.TunnelServerEndpoint, tag: 2).ShouldBe("192.0.2.2");
        answer.TextOf(RadiusType.TunnelPassword, tag: 2).ShouldBe("a second one, longer than one block");
        answer.TextOf(RadiusType.TunnelClientAuthId, tag: 2).ShouldBe("lns-home");
        answer.TextOf(RadiusType.TunnelServerAuthId, tag: 2).ShouldBe("lac-two");
        answer.TextOf(RadiusType.TunnelServerEndpoint, tag: 3).ShouldBe("2001:db8::3");
        answer.TextOf(RadiusType.TunnelPassword, tag: 3).ShouldBeNull();
        foreach (var tag in new uint[] { 1, 2, 3 })
            answer.IntegerOf(RadiusType.TunnelType, tag: tag).ShouldBe((uint)TunnelType.L2tp);
        answer.IntegerOf(RadiusType.TunnelMediumType, tag: 3).ShouldBe((uint)TunnelMediumType.Ipv6);
        answer.IntegerOf(RadiusType.TunnelPreference, tag: 2).ShouldBe(10u);
        answer.IntegerOf(RadiusType.TunnelPreference, tag: 3).ShouldBe(70_000u);
    }

    [ForeignFact("freeradius")]
    public async Task Erx_DialOutAttributesAreReadAsTheirDictionaryHasThem()
    {
        await using var gateway = Gateway(fixture.Settings);

        var answer = await gateway.Ask(DialOut());

        answer.TextOf(ErxType.DialOutNumber, ErxType.Vendor).ShouldBe("00492215550123");
        answer.TextOf(ErxType.PppUsername, ErxType.Vendor).ShouldBe("lns");
        answer.TextOf(ErxType.PppPassword, ErxType.Vendor).ShouldBe("what the LNS presents");
        answer.IntegerOf(ErxType.PppAuthProtocol, ErxType.Vendor).ShouldBe((uint)ErxPppAuthProtocol.ChapPap);
        answer.IntegerOf(ErxType.MinimumBps, ErxType.Vendor).ShouldBe(9_600u);
        answer.IntegerOf(ErxType.MaximumBps, ErxType.Vendor).ShouldBe(64_000u);
        answer.IntegerOf(ErxType.BearerType, ErxType.Vendor).ShouldBe((uint)ErxBearerType.Digital);
        answer.IntegerOf(ErxType.TunnelMaximumSessions, ErxType.Vendor).ShouldBe(200u);
        answer.IntegerOf(ErxType.L2tpRecvWindowSize, ErxType.Vendor).ShouldBe(64u);
        answer.IntegerOf(ErxType.L2tpResynchMethod, ErxType.Vendor).ShouldBe(3u);
        answer.TextOf(ErxType.TunnelVirtualRouter, ErxType.Vendor, tag: 3).ShouldBe("backbone");
        answer.TextOf(ErxType.TunnelPassword, ErxType.Vendor, tag: 3).ShouldBe("third, in the clear");
        answer.TextOf(RadiusType.Class).ShouldBe("class of the call");
    }

    [ForeignFact("freeradius")]
    public async Task Rfc2865_5_2_PapPasswordIsConcealedAndAccepted()
    {
        await using var gateway = Gateway(fixture.Settings);

        var answer = await gateway.Ask(Given.Question("pap", Given.Text(RadiusType.UserName, "site1"),
            Given.Text(RadiusType.UserPassword, "site1 password")));

        answer.Outcome.ShouldBe(RadiusOutcome.Accept, Story(answer));
        answer.TextOf(RadiusType.FramedRoute).ShouldBe("10.10.1.0/24 0.0.0.0 1");
        answer.IntegerOf(RadiusType.IdleTimeout).ShouldBe(120u);
    }

    [ForeignFact("freeradius")]
    public async Task Rfc2865_4_3_AnotherPasswordIsRejected()
    {
        await using var gateway = Gateway(fixture.Settings);

        var answer = await gateway.Ask(Given.Question("pap", Given.Text(RadiusType.UserName, "site1"),
            Given.Text(RadiusType.UserPassword, "site1 passwore")));

        answer.Outcome.ShouldBe(RadiusOutcome.Reject);
    }

    [ForeignFact("freeradius")]
    public async Task Rfc2865_5_3_ChapResponseIsAccepted()
    {
        await using var gateway = Gateway(fixture.Settings);
        var challenge = RandomNumberGenerator.GetBytes(24);
        var response = ChapPassword.Of(7, "site1 password"u8, challenge);

        var answer = await gateway.Ask(Given.Question("chap", Given.Text(RadiusType.UserName, "site1"),
            Given.Octets(RadiusType.ChapPassword, response), Given.Octets(RadiusType.ChapChallenge, challenge)));

        answer.Outcome.ShouldBe(RadiusOutcome.Accept, Story(answer));
    }

    [ForeignFact("freeradius")]
    public async Task Rfc2548_2_3_MsChapV2ResponseIsAccepted_AndTheServerProvesItself()
    {
        await using var gateway = Gateway(fixture.Settings);
        var example = new MsChapExample("site1", "site1 password");

        var answer = await gateway.Ask(example.Question());

        answer.Outcome.ShouldBe(RadiusOutcome.Accept, Story(answer));
        MsChapExample.SuccessOf(answer).ShouldBe(example.ExpectedSuccess);
    }

    [ForeignFact("freeradius")]
    public async Task Rfc2866_StartAndStopAreAcknowledgedAndWritten()
    {
        await using var gateway = Gateway(fixture.Settings);
        var now = DateTimeOffset.UtcNow;

        (await gateway.Account(Given.Record("session-start", AcctStatusType.Start, now.AddSeconds(-90)))).RecordId.ShouldBe("session-start");
        (await gateway.Account(Given.Record("session-stop", AcctStatusType.Stop, now))).RecordId.ShouldBe("session-stop");

        var detail = fixture.Server.Detail;
        detail.ShouldContain("Acct-Status-Type = Start");
        detail.ShouldContain("Acct-Status-Type = Stop");
        detail.ShouldContain("Acct-Session-Id = \"session-stop\"");
        detail.ShouldContain("NAS-Identifier = \"lns-under-test\"");
        detail.ShouldContain("Acct-Delay-Time = 9");
    }

    [ForeignFact("freeradius")]
    public async Task WrongSecret_EndsInNoAnswerThatNamesServerAndSecret()
    {
        var wrong = fixture.Settings with { Secret = "testing124"u8.ToArray() };
        await using var gateway = Gateway(InitialTimeoutSeconds, wrong);

        var answer = await gateway.Ask(DialOut());

        answer.Outcome.ShouldBe(RadiusOutcome.NoAnswer);
        answer.Text.ShouldContain($"freeradius ({fixture.Server.Authentication})");
        answer.Text.ShouldContain("'freeradius-secret'");
        answer.Text.ShouldNotContain("testing12");
        log.Texts.ShouldAllBe(line => !line.Contains("testing12"));
        WhenPrinted(fixture.Server, "Shared secret is incorrect");
    }

    [ForeignFact("freeradius")]
    public async Task UnsignedAccept_IsDroppedAndSaidSo_UnlessTheServersSettingsAllowIt()
    {
        await using var old = await FreeRadius.Start(FreeRadiusFixture.DefaultSettings with { SendMessageAuthenticator = false });
        var strict = Given.Server("old", old.Authentication, secret: FreeRadiusFixture.Secret);
        await using var strictGateway = Gateway(InitialTimeoutSeconds, strict);
        await using var lenientGateway = Gateway(strict with { RequireMessageAuthenticator = false });

        var dropped = await strictGateway.Ask(DialOut());
        var accepted = await lenientGateway.Ask(DialOut());

        dropped.Outcome.ShouldBe(RadiusOutcome.NoAnswer);
        dropped.Text.ShouldContain("MessageAuthenticatorMissing");
        log.WithId(2002).ShouldHaveSingleItem().ShouldContain("no Message-Authenticator");
        accepted.Outcome.ShouldBe(RadiusOutcome.Accept);
    }

    [ForeignFact("freeradius")]
    public async Task ServerDown_TheNextOneIsAskedAtOnce()
    {
        var down = Given.Server("down", await ClosedPort());
        await using var gateway = Gateway(down, fixture.Settings);

        var answer = await gateway.Ask(DialOut());

        answer.Outcome.ShouldBe(RadiusOutcome.Accept, Story(answer));
        log.WithId(2003).ShouldHaveSingleItem().ShouldContain("down");
    }

    [ForeignFact("freeradius")]
    public async Task Rfc5997_ServerThatComesBackAnswersStatusServerAndIsAlive()
    {
        var first = await FreeRadius.Start(FreeRadiusFixture.DefaultSettings);
        await first.DisposeAsync();
        var group = Given.GroupOf(Given.Server("freeradius", first.Authentication, secret: FreeRadiusFixture.Secret)) with
        {
            InitialTimeoutSeconds = 0.1,
            MaximumTransmissions = 2,
        };
        await using var gateway = new RadiusGateway(new() { DeadServerTrialSeconds = 0.2 }, [group], TimeProvider.System, Random.Shared, log);
        (await gateway.Ask(DialOut())).Outcome.ShouldBe(RadiusOutcome.NoAnswer);

        await using var second = await FreeRadius.Start(
            FreeRadiusFixture.DefaultSettings with { EndPoints = (first.Authentication, first.Accounting) });
        await log.Logged(2004);

        gateway.Servers.ShouldHaveSingleItem().IsAlive.ShouldBeTrue();
        WhenPrinted(second, "Received Status-Server");
    }

    private string Story(RadiusAnswer answer) => string.Join('\n', [answer.Text, .. log.Texts, fixture.Server.Output]);

    private static async Task<System.Net.IPEndPoint> ClosedPort()
    {
        var server = await FreeRadius.Start(FreeRadiusFixture.DefaultSettings);
        await server.DisposeAsync();
        return server.Authentication;
    }

    /// <summary>What it prints reaches us through a pipe, and may be later than what it answers.</summary>
    private static void WhenPrinted(FreeRadius server, string text) =>
        SpinWait.SpinUntil(() => server.Output.Contains(text, StringComparison.Ordinal), Given.Patience).ShouldBeTrue($"'{text}' is not in what it printed: {server.Output}");

    /// <summary>With more patience than a busy machine needs.</summary>
    private RadiusGateway Gateway(params RadiusServerSettings[] servers) => Gateway(10, servers);

    private RadiusGateway Gateway(double initialTimeoutSeconds, params RadiusServerSettings[] servers)
    {
        var group = Given.GroupOf(servers) with { InitialTimeoutSeconds = initialTimeoutSeconds, MaximumTransmissions = 2 };
        return new(new(), [group], TimeProvider.System, Random.Shared, log);
    }

    private static RadiusQuestion DialOut() => Given.Question("c1", Given.Text(RadiusType.UserName, DialOutUser),
        Given.Integer(RadiusType.ServiceType, (uint)ServiceType.Outbound));
}
