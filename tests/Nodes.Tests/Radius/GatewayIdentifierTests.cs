using Lns.Node.Radius;
using Protocols.Radius;

namespace Nodes.Tests.Radius;

public sealed class GatewayIdentifierTests
{
    [Fact]
    public void Rfc2865_3_257thQuestionGetsAnotherSourcePort()
    {
        var harness = new CoreHarness();
        for (var i = 0; i < 600; i++)
            harness.Ask($"q{i}");
        // 128 answers open the window for 256 and more at a time
        for (var i = 0; i < 129; i++)
            harness.Respond(harness.Sent[i], RadiusCode.AccessAccept);
        harness.Sent.RemoveRange(0, 129);
        harness.Sent.Count.ShouldBe(257);

        harness.Sent.Select(sent => (sent.Local, sent.Identifier)).ShouldBeUnique();
        harness.Sent.Select(sent => sent.Local).Distinct().Count().ShouldBe(2);
        harness.Sent.Select(sent => Convert.ToHexString(sent.Datagram.Span[4..20])).ShouldBeUnique();
    }

    [Fact]
    public void AFreedIdentifierRestsLongest()
    {
        var harness = new CoreHarness();
        List<byte> identifiers = [];
        for (var i = 0; i < 256; i++)
        {
            harness.Ask($"q{i}");
            identifiers.Add(harness.Sent[^1].Identifier);
            harness.Respond(harness.Sent[^1], RadiusCode.AccessAccept);
        }

        identifiers.ShouldBeUnique();
        harness.OpenedPorts.ShouldBe(1);
        harness.Counters[GatewayCount.Accepts].ShouldBe(256);
    }

    [Fact]
    public void BeyondTheWindowAQuestionWaits_AndAnAnswerLetsTwoIn()
    {
        var harness = new CoreHarness(new RadiusGatewaySettings { MaximumSourcePortsPerServer = 1 });
        for (var i = 0; i < 131; i++)
            harness.Ask($"q{i}");
        harness.Sent.Count.ShouldBe(FlightWindow.Initial);

        harness.Respond(harness.Sent[7], RadiusCode.AccessAccept);
        harness.Sent.Count.ShouldBe(130);
        harness.Respond(harness.Sent[8], RadiusCode.AccessAccept);

        harness.Sent.Count.ShouldBe(131);
        harness.Respond(harness.Sent[128], RadiusCode.AccessAccept);
        harness.Answers.Select(answer => answer.Correlation).ShouldBe(["q7", "q8", "q128"]);
    }

    [Fact]
    public void AWaitingQuestionMovesOnWithItsTimer_AndSaysWhy()
    {
        var harness = new CoreHarness { HasPorts = false };
        harness.Ask();

        harness.Pass(30);

        harness.Sent.ShouldBeEmpty();
        harness.Answers.ShouldHaveSingleItem().Text.ShouldContain("radius1 (192.0.2.1:1812) failed: too many requests are open towards it already");
        harness.Counters[GatewayCount.DeadServers].ShouldBe(0);
    }

    [Fact]
    public void EveryIdentifierComesBack()
    {
        var harness = new CoreHarness(new RadiusGatewaySettings { MaximumSourcePortsPerServer = 1 });
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 256; i++)
                harness.Ask($"r{round}q{i}");
            harness.Pass(40);
        }

        harness.Answers.Count.ShouldBe(3 * 256);
        foreach (var identifiers in harness.Sent.Select(sent => sent.Identifiers).Distinct())
            identifiers.InUse.ShouldAllBe(attempt => attempt.Exchange is ProbeExchange);
    }
}
