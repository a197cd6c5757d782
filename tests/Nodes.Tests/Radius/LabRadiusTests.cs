using System.Net;
using Lab.Radius;
using Lns.Node.Radius;
using Protocols.Radius;
using Protocols.Radius.Attributes;
using Protocols.Radius.Secrets;
using Shared.Messages;

namespace Nodes.Tests.Radius;

/// <summary>The gateway and the lab's server over real sockets.</summary>
public sealed class LabRadiusTests : IAsyncLifetime
{
    private readonly LogRecorder log = new();
    private readonly LabRadiusServer server = new(new() { Secret = "secret"u8.ToArray() }, new LabDirectory()
        .AddDialOut("10.10.1.1@dial-out.lab", new("4711") { PppUsername = "lns", PppPassword = "ours", Bearer = ErxBearerType.Analog },
            new LabTunnel(IPAddress.Parse("127.0.0.2")) { Secret = "tunnel one" },
            new LabTunnel(IPAddress.Parse("127.0.0.3")) { Secret = "tunnel two", Preference = 5, AssignmentId = "b" })
        .AddSite("site1", "its password", IPAddress.Parse("10.10.1.254"), "10.10.1.0/24 0.0.0.0 1"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task DialOutIsGrantedWithItsTunnels()
    {
        await using var gateway = Gateway();

        var answer = await gateway.Ask(Given.Question("q", Given.Text(RadiusType.UserName, "10.10.1.1@dial-out.lab")));

        answer.Outcome.ShouldBe(RadiusOutcome.Accept);
        answer.TextOf(RadiusType.TunnelPassword, tag: 1).ShouldBe("tunnel one");
        answer.TextOf(RadiusType.TunnelPassword, tag: 2).ShouldBe("tunnel two");
        answer.TextOf(ErxType.DialOutNumber, ErxType.Vendor).ShouldBe("4711");
    }

    [Theory]
    [InlineData("its password", RadiusOutcome.Accept)]
    [InlineData("another", RadiusOutcome.Reject)]
    public async Task PapAndChapAreJudged(string password, RadiusOutcome outcome)
    {
        await using var gateway = Gateway();
        var challenge = new byte[16];

        var pap = await gateway.Ask(Given.Question("pap", Given.Text(RadiusType.UserName, "site1"), Given.Text(RadiusType.UserPassword, password)));
        var chap = await gateway.Ask(Given.Question("chap", Given.Text(RadiusType.UserName, "site1"),
            Given.Octets(RadiusType.ChapPassword, ChapPassword.Of(1, System.Text.Encoding.UTF8.GetBytes(password), challenge)),
            Given.Octets(RadiusType.ChapChallenge, challenge)));

        pap.Outcome.ShouldBe(outcome);
        chap.Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Rfc2548_2_3_MsChapV2IsJudged_AndTheServerProvesItself()
    {
        await using var gateway = Gateway();
        var good = new MsChapExample("site1", "its password");

        var accepted = await gateway.Ask(good.Question());
        var rejected = await gateway.Ask(new MsChapExample("site1", "another").Question());

        accepted.Outcome.ShouldBe(RadiusOutcome.Accept);
        MsChapExample.SuccessOf(accepted).ShouldBe(good.ExpectedSuccess);
        rejected.Outcome.ShouldBe(RadiusOutcome.Reject);
        rejected.TextOf(MicrosoftType.ChapError, MicrosoftType.Vendor).ShouldBe("\tE=691 R=0 V=3");
    }

    [Fact]
    public async Task LostRequestIsSentAgain_AndLostAnswerGetsTheSameAnswer()
    {
        var seen = 0;
        server.Script = _ => Interlocked.Increment(ref seen) == 1 ? new LabRadiusFault.Drop() : null;
        await using var gateway = Gateway(initialTimeoutSeconds: 1);

        var answer = await gateway.Ask(Given.Question("q", Given.Text(RadiusType.UserName, "nobody")));

        answer.Outcome.ShouldBe(RadiusOutcome.Reject);
        answer.Text.ShouldBe("'nobody' is unknown");
        seen.ShouldBe(2);
        gateway.Counters[GatewayCount.Retransmissions].ShouldBe(1);
    }

    [Fact]
    public async Task BrokenAnswersAreNoAnswers()
    {
        foreach (var fault in new LabRadiusFault[] { new LabRadiusFault.WrongSecret(), new LabRadiusFault.Truncate(), new LabRadiusFault.WithoutMessageAuthenticator() })
        {
            server.Script = _ => fault;
            await using var gateway = Gateway(initialTimeoutSeconds: 0.5);

            var answer = await gateway.Ask(Given.Question("q", Given.Text(RadiusType.UserName, "10.10.1.1@dial-out.lab")));

            answer.Outcome.ShouldBe(RadiusOutcome.NoAnswer, fault.ToString());
        }
        log.WithId(2000).ShouldHaveSingleItem().ShouldContain("'lab-secret'");
        log.WithId(2001).ShouldHaveSingleItem();
        log.WithId(2002).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RecordIsTakenOnceThoughItsFirstAnswerIsLost()
    {
        var seen = 0;
        server.Script = request => request.Code == RadiusCode.AccountingRequest && Interlocked.Increment(ref seen) == 1
            ? new LabRadiusFault.WrongSecret() : null;
        await using var gateway = Gateway(initialTimeoutSeconds: 1);

        await gateway.Account(Given.Record("s1", AcctStatusType.Start, DateTimeOffset.UtcNow));

        server.Records.Select(record => (record.SessionId, record.Status, record.IsCopy))
            .ShouldBe([("s1", AcctStatusType.Start, false), ("s1", AcctStatusType.Start, true)]);
    }

    [Fact]
    public async Task ClosedPortIsLeftAtOnce_AndTheTapSeesBothWays()
    {
        var closed = new LabRadiusServer(new() { Secret = "secret"u8.ToArray() }, new LabDirectory());
        await closed.DisposeAsync();
        List<TappedDatagram> tapped = [];
        var group = Given.GroupOf(Given.Server("closed", closed.Authentication), Given.Server("lab", server.Authentication)) with { InitialTimeoutSeconds = 60 };
        await using var gateway = new RadiusGateway(new(), [group], TimeProvider.System, Random.Shared, log, tap: Tap);

        var answer = await gateway.Ask(Given.Question("q", Given.Text(RadiusType.UserName, "10.10.1.1@dial-out.lab")));

        answer.Outcome.ShouldBe(RadiusOutcome.Accept);
        tapped.Where(datagram => datagram.Remote.Equals(server.Authentication)).Select(datagram => datagram.IsOutbound).ShouldBe([true, false]);
        gateway.Servers.Select(status => status.IsAlive).ShouldBe([false, true]);

        void Tap(TappedDatagram datagram)
        {
            lock (tapped)
                tapped.Add(datagram);
        }
    }

    [Fact]
    public async Task ManyQuestionsAtOnceAreAllAnswered()
    {
        // what is lost is asked for a second time
        await using var gateway = Gateway();

        var answers = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i =>
            gateway.Ask(Given.Question($"q{i}", Given.Text(RadiusType.UserName, "10.10.1.1@dial-out.lab")))));

        answers.ShouldAllBe(answer => answer.Outcome == RadiusOutcome.Accept);
        answers.Select(answer => answer.Correlation).ShouldBeUnique();
    }

    /// <param name="initialTimeoutSeconds">Longer than a loaded machine takes for an answer, where none is to be lost.</param>
    private RadiusGateway Gateway(double initialTimeoutSeconds = 10)
    {
        var group = Given.GroupOf(Given.Server("lab", server.Authentication, server.Accounting)) with
        {
            InitialTimeoutSeconds = initialTimeoutSeconds,
            MaximumTransmissions = 2,
        };
        return new(new(), [group], TimeProvider.System, Random.Shared, log);
    }
}
