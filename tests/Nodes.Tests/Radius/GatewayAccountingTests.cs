using Lns.Node.Radius;
using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Nodes.Tests.Radius;

public sealed class GatewayAccountingTests
{
    [Fact]
    public void ARecordIsConfirmedWhenAServerTookIt()
    {
        var harness = new CoreHarness();
        harness.Account("r1");
        harness.Confirmed.ShouldBeEmpty();

        var packet = harness.Sent[0].Packet;
        packet.Code.ShouldBe(RadiusCode.AccountingRequest);
        packet.FirstText(RadiusType.AcctSessionId).ShouldBe("r1");
        packet.FirstText(RadiusType.NasIdentifier).ShouldBe("lns-under-test");
        packet.First(RadiusType.AcctDelayTime)!.Value.AsInteger().ShouldBe(0u);
        packet.First(RadiusType.EventTimestamp)!.Value.AsInteger().ShouldBe((uint)CoreHarness.Start.ToUnixTimeSeconds());
        harness.Respond(harness.Sent[0], RadiusCode.AccountingResponse, signed: false);

        harness.Confirmed.ShouldBe(["r1"]);
    }

    [Fact]
    public void Rfc2866_4_1_ChangedDelayMeansAnotherIdentifierAndAuthenticator()
    {
        var harness = new CoreHarness();
        harness.Account("r1");

        harness.Pass(20);

        var copies = harness.Sent.Where(sent => sent.Datagram.Span[0] == (byte)RadiusCode.AccountingRequest).ToList();
        copies.Count.ShouldBeGreaterThan(3);
        foreach (var copy in copies)
            copy.Packet.First(RadiusType.AcctDelayTime)!.Value.AsInteger().ShouldBe((uint)copy.At.TotalSeconds);
        copies.Select(copy => (copy.Server, copy.Identifier, copy.Packet.First(RadiusType.AcctDelayTime)!.Value.AsInteger())).Distinct()
            .Select(copy => (copy.Server, copy.Identifier)).ShouldBeUnique();
        copies.Select(copy => copy.Packet.First(RadiusType.EventTimestamp)!.Value.AsInteger()).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Rfc5080_2_2_1_ARecordIsSentForDaysUntilItIsTaken()
    {
        var harness = new CoreHarness();
        harness.Account("r1");

        harness.Pass(TimeSpan.FromDays(3).TotalSeconds);
        harness.Confirmed.ShouldBeEmpty();
        var latest = harness.Sent.Last(sent => sent.Datagram.Span[0] == (byte)RadiusCode.AccountingRequest);
        (harness.Uptime - latest.At).ShouldBeLessThan(TimeSpan.FromSeconds(70));
        harness.Respond(latest, RadiusCode.AccountingResponse);

        harness.Confirmed.ShouldBe(["r1"]);
        harness.Log.WithId(2009).ShouldNotBeEmpty();
    }

    [Fact]
    public void AnswerToTheCopyBeforeConfirmsToo()
    {
        var harness = new CoreHarness();
        harness.Account("r1");
        harness.Pass(3);
        harness.Sent.Count.ShouldBeGreaterThan(1);

        harness.Respond(harness.Sent[0], RadiusCode.AccountingResponse);

        harness.Confirmed.ShouldBe(["r1"]);
    }

    [Fact]
    public void ARecordHandedInAgainIsSentOnceAndConfirmedToBoth()
    {
        var harness = new CoreHarness();
        harness.Account("r1");
        harness.Account("r1");
        harness.Sent.Count.ShouldBe(1);

        harness.Respond(harness.Sent[0], RadiusCode.AccountingResponse);

        harness.Confirmed.ShouldBe(["r1", "r1"]);
    }

    [Fact]
    public void OnlySoManyAreOnTheWireAtATime_InOrder()
    {
        var harness = new CoreHarness(new RadiusGatewaySettings { MaximumAccountingInFlight = 2 });
        foreach (var id in new[] { "r1", "r2", "r3", "r4" })
            harness.Account(id);
        harness.Sent.Count.ShouldBe(2);

        harness.Respond(harness.Sent[0], RadiusCode.AccountingResponse);
        harness.Respond(harness.Sent[1], RadiusCode.AccountingResponse);
        harness.Respond(harness.Sent[2], RadiusCode.AccountingResponse);
        harness.Respond(harness.Sent[3], RadiusCode.AccountingResponse);

        harness.Confirmed.ShouldBe(["r1", "r2", "r3", "r4"]);
    }

    [Fact]
    public void WithoutAnAccountingServerThereIsNothingToWaitFor()
    {
        var harness = new CoreHarness(null, CoreHarness.Server(1) with { Accounting = null });

        harness.Account("r1");

        harness.Confirmed.ShouldBe(["r1"]);
        harness.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void AnUnwritableRecordIsGivenUpWithAnError()
    {
        var harness = new CoreHarness();
        var record = Given.Record("r1", AcctStatusType.Stop, harness.Now.Wall);
        record.Attributes.Add(Given.Octets(RadiusType.Class, new byte[300]));

        harness.Core.Account(record, confirmed => harness.Confirmed.Add(confirmed.RecordId), harness.Now);

        harness.Confirmed.ShouldBe(["r1"]);
        harness.Log.WithId(2006).ShouldHaveSingleItem();
    }
}
