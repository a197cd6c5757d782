using Lns.Node.Radius;
using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Nodes.Tests.Radius;

public sealed class GatewayHealthTests
{
    [Fact]
    public void LaterQuestionsBeginWithALivingServer()
    {
        var harness = new CoreHarness();
        harness.Ask("q1");
        harness.Pass(3);
        harness.Log.WithId(2003).ShouldHaveSingleItem().ShouldContain("radius1");

        harness.Ask("q2");

        harness.Sent[^1].Server.ShouldBe(2);
    }

    [Fact]
    public void Rfc5997_ADeadServerIsAskedForItsStatus_AndItsAnswerBringsItBack()
    {
        var harness = new CoreHarness();
        harness.Ask("q1");
        harness.Pass(3);
        harness.Respond(harness.Sent[^1], RadiusCode.AccessAccept);

        harness.Pass(10);
        var probe = harness.Sent[^1];
        probe.Server.ShouldBe(1);
        probe.Packet.Code.ShouldBe(RadiusCode.StatusServer);
        probe.Packet.Attributes.Select(attribute => attribute.Type)
            .ShouldBe([RadiusType.MessageAuthenticator, RadiusType.NasIdentifier, RadiusType.NasIpAddress]);
        harness.Respond(probe, RadiusCode.AccessAccept);
        harness.Log.WithId(2004).ShouldHaveSingleItem().ShouldContain("radius1");

        harness.Ask("q2");
        harness.Sent[^1].Server.ShouldBe(1);
    }

    [Fact]
    public void Rfc5997_4_1_AProbeIsNeverRepeatedUnderItsIdentifier()
    {
        var harness = new CoreHarness();
        harness.Ask("q1");
        harness.Pass(3);
        harness.Respond(harness.Sent[^1], RadiusCode.AccessAccept);

        harness.Pass(35);

        var probes = harness.Sent.Where(sent => sent.Datagram.Span[0] == (byte)RadiusCode.StatusServer).ToList();
        probes.Count.ShouldBe(ServerHealth.ProbesBeforeOffer);
        probes.Select(probe => probe.Identifier).ShouldBeUnique();
    }

    [Fact]
    public void AServerWithoutStatusServerGetsOneQuestionAsATrial()
    {
        var harness = new CoreHarness();
        harness.Ask("q1");
        harness.Pass(3);
        harness.Respond(harness.Sent[^1], RadiusCode.AccessAccept);
        harness.Pass(50);

        harness.Ask("trial");
        harness.Sent[^1].Server.ShouldBe(1);
        harness.Ask("meanwhile");
        harness.Sent[^1].Server.ShouldBe(2);
    }

    [Fact]
    public void Refusal_TheNextServerIsAskedAtOnce_ByEveryOpenQuestion()
    {
        var harness = new CoreHarness();
        harness.Ask("q1");
        harness.Ask("q2");

        harness.Core.Refused(harness.Sent[0].Identifiers, "nobody listens on that port", harness.Now);

        harness.Sent.Select(sent => sent.Server).ShouldBe([1, 1, 2, 2]);
        harness.Sent[^1].At.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Refusal_ByAllServersWaitsForThemToComeBack()
    {
        var harness = new CoreHarness();
        harness.Ask();
        harness.Core.Refused(harness.Sent[0].Identifiers, "nobody listens on that port", harness.Now);
        harness.Core.Refused(harness.Sent[1].Identifiers, "nobody listens on that port", harness.Now);
        harness.Answers.ShouldBeEmpty();

        harness.Pass(30);

        harness.Answers.ShouldHaveSingleItem().Text.ShouldBe("no answer: radius1 (192.0.2.1:1812) failed: nobody listens on that port; "
            + "radius2 (192.0.2.2:1812) failed: nobody listens on that port");
    }

    [Fact]
    public void AServerThatAnsweredAnotherQuestionMeanwhileIsNotDead()
    {
        var harness = new CoreHarness();
        harness.Ask("lost");
        harness.Ask("answered");
        harness.Pass(1);
        harness.Respond(harness.Sent[1], RadiusCode.AccessReject);

        harness.Pass(2);

        harness.Counters[GatewayCount.DeadServers].ShouldBe(0);
    }
}
