using Lns.Node.Radius;
using Protocols.Radius;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Nodes.Tests.Radius;

public sealed class GatewayQuestionTests
{
    [Fact]
    public void Rfc2865_4_1_TheRequestSaysWhoTheNasIs_AndHidesThePassword()
    {
        var harness = new CoreHarness();

        harness.Ask("q1", Given.Text(RadiusType.UserPassword, "hidden"));

        var sent = harness.Sent.ShouldHaveSingleItem();
        var packet = sent.Packet;
        packet.Attributes[0].Type.ShouldBe(RadiusType.MessageAuthenticator);
        packet.FirstText(RadiusType.UserPassword).ShouldBe("hidden");
        packet.FirstText(RadiusType.NasIdentifier).ShouldBe("lns-under-test");
        packet.First(RadiusType.NasIpAddress).ShouldNotBeNull();
        packet.First(RadiusType.NasPortType)!.Value.AsInteger().ShouldBe((uint)NasPortType.Virtual);
        sent.Datagram.Span.IndexOf("hidden"u8).ShouldBe(-1);
    }

    [Fact]
    public void WhatTheEntitySaysOfThePortIsLeftAlone()
    {
        var harness = new CoreHarness();

        harness.Ask("q1", Given.Integer(RadiusType.NasPortType, (uint)NasPortType.Async));

        harness.Sent[0].Packet.Attributes.All(RadiusType.NasPortType).ShouldHaveSingleItem().AsInteger().ShouldBe(0u);
    }

    [Fact]
    public void Rfc2865_5_EmptyAttributesAreLeftOut_AnEmptyPasswordIsNot()
    {
        var harness = new CoreHarness();

        harness.Ask("q1", Given.Text(RadiusType.CalledStationId, ""), Given.Text(RadiusType.UserPassword, ""));

        harness.Sent[0].Packet.First(RadiusType.CalledStationId).ShouldBeNull();
        harness.Sent[0].Packet.FirstText(RadiusType.UserPassword).ShouldBe("");
    }

    [Theory]
    [InlineData(RadiusCode.AccessAccept, RadiusOutcome.Accept)]
    [InlineData(RadiusCode.AccessReject, RadiusOutcome.Reject)]
    [InlineData(RadiusCode.AccessChallenge, RadiusOutcome.Challenge)]
    public void AnswerIsHandedOverOnce(RadiusCode code, RadiusOutcome outcome)
    {
        var harness = new CoreHarness();
        harness.Ask();

        harness.Respond(harness.Sent[0], code, attributes: RadiusAttributeValue.Text(RadiusType.ReplyMessage, "said so"));
        harness.Respond(harness.Sent[0], code);
        harness.Pass(60);

        var answer = harness.Answers.ShouldHaveSingleItem();
        answer.Outcome.ShouldBe(outcome);
        answer.Correlation.ShouldBe("q1");
        answer.Text.ShouldBe("said so");
        harness.Sent.Count.ShouldBe(1);
        harness.Counters[GatewayCount.UnknownIdentifiers].ShouldBe(1);
    }

    [Fact]
    public void Rfc2865_2_5_RetransmissionIsTheSameOctetsFromTheSamePort()
    {
        var harness = new CoreHarness();
        harness.Ask();

        harness.Pass(1);

        harness.Sent.Count.ShouldBe(2);
        harness.Sent[1].Datagram.ToArray().ShouldBe(harness.Sent[0].Datagram.ToArray());
        harness.Sent[1].Local.ShouldBe(harness.Sent[0].Local);
    }

    [Fact]
    public void NextServerWithin3Seconds_AndItsAnswerCounts()
    {
        var harness = new CoreHarness();
        harness.Ask();

        harness.Pass(3);
        harness.Sent.Select(sent => sent.Server).ShouldBe([1, 1, 2]);
        harness.Respond(harness.Sent[2], RadiusCode.AccessAccept);

        harness.Answers.ShouldHaveSingleItem().Outcome.ShouldBe(RadiusOutcome.Accept);
    }

    [Fact]
    public void LateAnswerOfTheFirstServerIsStillWelcome_AndMakesItAliveAgain()
    {
        var harness = new CoreHarness();
        harness.Ask();
        harness.Pass(3);

        harness.Respond(harness.Sent[0], RadiusCode.AccessAccept);

        harness.Answers.ShouldHaveSingleItem().Outcome.ShouldBe(RadiusOutcome.Accept);
        harness.Core.Servers.First().Health.State.ShouldBe(HealthState.Alive);
    }

    [Fact]
    public void AllSilent_TextNamesEachServerAndItsSecretsName()
    {
        var harness = new CoreHarness();
        harness.Ask();

        harness.Pass(30);

        var answer = harness.Answers.ShouldHaveSingleItem();
        answer.Outcome.ShouldBe(RadiusOutcome.NoAnswer);
        answer.Text.ShouldBe("no answer: radius1 (192.0.2.1:1812) is silent: down, unreachable, or its secret is not 'radius1-secret'; "
            + "radius2 (192.0.2.2:1812) is silent: down, unreachable, or its secret is not 'radius2-secret'");
        harness.Sent.Count(sent => sent.Packet.Code == RadiusCode.AccessRequest).ShouldBe(5);
    }

    [Fact]
    public void WrongSecret_IsDroppedCountedAndLoggedOncePerInterval()
    {
        var harness = new CoreHarness();
        for (var i = 0; i < 3; i++)
        {
            harness.Ask($"q{i}");
            harness.Respond(harness.Sent[i], RadiusCode.AccessAccept, secret: "other");
        }

        harness.Counters[GatewayCount.SecretMismatches].ShouldBe(3);
        harness.Log.WithId(2000).ShouldHaveSingleItem().ShouldBe(
            "RADIUS server radius1 at 192.0.2.1:1812 does not know the shared secret 'radius1-secret': 1 answers dropped, they do not verify");
        harness.Answers.ShouldBeEmpty();

        harness.Pass(61);
        harness.Ask("later");
        harness.Respond(harness.Sent[^1], RadiusCode.AccessAccept, secret: "other");
        harness.Log.WithId(2000).Count.ShouldBe(2);
        harness.Answers[0].Text.ShouldContain("radius1 (192.0.2.1:1812) failed: its answers do not verify with secret 'radius1-secret'");
    }

    [Fact]
    public void UnsignedAcceptIsDroppedUnlessTheServersSettingsAllowIt()
    {
        var harness = new CoreHarness(null, CoreHarness.Server(1), CoreHarness.Server(2) with { RequireMessageAuthenticator = false });
        harness.Ask();
        harness.Respond(harness.Sent[0], RadiusCode.AccessAccept, signed: false);
        harness.Answers.ShouldBeEmpty();
        harness.Log.WithId(2002).Count.ShouldBe(1);

        harness.Pass(3);
        harness.Respond(harness.Sent[2], RadiusCode.AccessAccept, signed: false);

        harness.Answers.ShouldHaveSingleItem().Outcome.ShouldBe(RadiusOutcome.Accept);
    }

    [Fact]
    public void EveryTruncationAndCorruptionOfAnAnswerLeavesTheQuestionOpen()
    {
        var harness = new CoreHarness();
        harness.Ask();
        var answer = CoreHarness.Response(harness.Sent[0], RadiusCode.AccessAccept);

        for (var length = 0; length < answer.Length; length++)
            harness.Core.Receive(harness.Sent[0].Identifiers, answer[..length], harness.Now);
        for (var at = 0; at < answer.Length; at++)
        {
            var broken = answer.ToArray();
            broken[at] ^= 0x40;
            harness.Core.Receive(harness.Sent[0].Identifiers, broken, harness.Now);
        }
        harness.Answers.ShouldBeEmpty();

        harness.Core.Receive(harness.Sent[0].Identifiers, answer, harness.Now);
        harness.Answers.ShouldHaveSingleItem().Outcome.ShouldBe(RadiusOutcome.Accept);
    }

    [Fact]
    public void UnknownGroup_TooManyQuestions_AndUnwritableAttributesAreAnsweredAtOnce()
    {
        var harness = new CoreHarness(new RadiusGatewaySettings { MaximumQuestions = 1 });

        harness.Core.Ask(new RadiusQuestion { Group = "nowhere", Correlation = "a" }, harness.Answers.Add, harness.Now);
        harness.Ask("b", Given.Octets(RadiusType.Class, new byte[254]));
        harness.Ask("c");
        harness.Ask("d");

        harness.Answers.Select(answer => (answer.Correlation, answer.Text)).ShouldBe(
        [
            ("a", "there is no RADIUS group 'nowhere'"),
            ("b", "an attribute or the whole packet is too long"),
            ("d", "1 questions are waiting already"),
        ]);
        harness.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void ReceiverThatThrowsHarmsNobodyElse()
    {
        var harness = new CoreHarness();
        harness.Core.Ask(Given.Question("bad"), _ => throw new InvalidOperationException("receiver"), harness.Now);
        harness.Ask("good");

        harness.Respond(harness.Sent[0], RadiusCode.AccessAccept);
        harness.Respond(harness.Sent[1], RadiusCode.AccessAccept);

        harness.Answers.ShouldHaveSingleItem().Correlation.ShouldBe("good");
        harness.Log.WithId(2008).Count.ShouldBe(1);
    }
}
