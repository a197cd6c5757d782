using System.Text;
using Entities.Tests.World;
using Entities.Tunnels;
using Google.Protobuf;
using Protocols.L2tp;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Calls;

/// <summary>Accounting records and the clocks of a call that is up (RFC 2866, RFC 2869 §5.16; protocols.md §4.5).</summary>
public class AccountingTests
{
    private const uint Start = 1, Stop = 2, Interim = 3;

    [Fact]
    public void StartAndStopSayWhoHowMuchAndWhy()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.Traffic[world.Lns.Call(1).SessionId] = new TrafficCounters { InputOctets = (5UL << 32) + 7, OutputOctets = 9, InputPackets = 3, OutputPackets = 4 };
        world.Run(20);
        Close(world);

        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([Start, Stop]);
        foreach (var record in world.Radius.Records)
        {
            record.Group.ShouldBe("lns-servers");
            FakeRadius.Text(record, RadiusType.UserName).ShouldBe("site");
            FakeRadius.Text(record, RadiusType.Class).ShouldBe("class-of-site");
            FakeRadius.Text(record, RadiusType.CalledStationId).ShouldBe(TunnelWorld.Number);
            FakeRadius.Text(record, RadiusType.TunnelServerEndpoint).ShouldBe("127.0.0.2");
            FakeRadius.Number(record, RadiusType.FramedIpAddress).ShouldBe(0x0A0A0101u);
            FakeRadius.Number(record, RadiusType.EventTimestamp).ShouldBe((uint)(record.EventUnixMs / 1000));
        }
        world.Radius.Records.Select(record => FakeRadius.Text(record, RadiusType.AcctSessionId)).Distinct().ShouldHaveSingleItem();

        var stop = world.Radius.Records[1];
        FakeRadius.Number(stop, RadiusType.AcctInputGigawords).ShouldBe(5u);
        FakeRadius.Number(stop, RadiusType.AcctInputOctets).ShouldBe(7u);
        FakeRadius.Number(stop, RadiusType.AcctOutputPackets).ShouldBe(4u);
        FakeRadius.Number(stop, RadiusType.AcctSessionTime).ShouldBe(20u);
        FakeRadius.Number(stop, RadiusType.AcctTerminateCause).ShouldBe(6u, "Admin-Reset");
    }

    [Fact]
    public void TheStopRecordWaitsForTheCounters()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.AnswersTraffic = false;
        Close(world);
        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([Start]);
        world.Lns.Answer<CallClosed>(1).ShouldNotBeNull("the session need not wait");

        world.Lns.AnswersTraffic = true;
        world.Lns.Restart();
        world.Run(1);
        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([Start, Stop]);
        world.Lns.Told.OfType<CallClosed>().Count().ShouldBe(2, "what may have been lost is said again");
    }

    [Fact]
    public void ARecordIsKeptUntilAServerHasIt_AndIsAlwaysTheSame()
    {
        var world = new TunnelWorld();
        world.Radius.TakesAccounting = false;
        world.WithCallUp();
        world.Lns.Restart();
        world.Run(1);
        world.Lns.RestartsFromSnapshot = true;
        world.Lns.Restart();
        world.Run(1);

        world.Radius.Handed.Count.ShouldBe(3);
        world.Radius.Handed.Distinct().ShouldHaveSingleItem();
        world.Lns.Tunnel.Accounting.ShouldHaveSingleItem();

        world.Radius.TakesAccounting = true;
        world.Lns.Restart();
        world.Run(1);
        world.Lns.Tunnel.Accounting.ShouldBeEmpty();
    }

    [Fact]
    public void AConfirmationGoesIntoTheJournalWithWhatComesNext()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Run(1);
        var (tunnel, commits) = (world.Lns.Entities(EntityKinds.Tunnel).Single(), world.Lns.Commits);
        world.Lns.Tunnel.Accounting.ShouldBeEmpty();
        world.Lns.JournalOf(tunnel).OfType<AccountingDone>().ShouldBeEmpty();

        Close(world);
        // the end of the call with the start record's confirmation, and the stop record
        world.Lns.Commits.ShouldBe(commits + 2);
        world.Lns.JournalOf(tunnel).OfType<AccountingDone>().ShouldHaveSingleItem().RecordId.ShouldBe(world.Radius.Records[0].RecordId);
    }

    [Fact]
    public void AConfirmationWithoutCompanyIsWrittenAloneInTheEnd()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Run(1);
        var tunnel = world.Lns.Entities(EntityKinds.Tunnel).Single();
        world.Lns.JournalOf(tunnel).OfType<AccountingDone>().ShouldBeEmpty();
        world.Run(AccountingConfirmations.PatienceSeconds);
        world.Lns.JournalOf(tunnel).OfType<AccountingDone>().ShouldHaveSingleItem();

        world.Lns.Restart();
        world.Run(AccountingConfirmations.PatienceSeconds + 1);
        world.Radius.Handed.ShouldHaveSingleItem();
        world.Lns.JournalOf(tunnel).OfType<AccountingDone>().ShouldHaveSingleItem();
    }

    [Fact]
    public void ACrashThatForgetsAConfirmationSendsACopyThatIsOne()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Run(1);
        world.Lns.Restart();
        world.Run(1);

        world.Radius.Handed.Count.ShouldBe(2);
        world.Radius.Handed.Distinct().ShouldHaveSingleItem();
        world.Lns.Tunnel.Accounting.ShouldBeEmpty();
    }

    [Fact]
    public void ATunnelIsNotForgottenBeforeItsRecords()
    {
        var world = new TunnelWorld();
        world.Radius.TakesAccounting = false;
        world.WithCallUp();
        world.Lns.TellTunnel(new CloseTunnel { Result = 6, Text = "down" });
        world.Run(100);
        world.Lns.Tunnel.Accounting.Count.ShouldBe(2);

        world.Radius.TakesAccounting = true;
        world.Lns.Restart();
        world.Run(1);
        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    [Fact]
    public void Rfc2869_5_16_InterimRecordsNotMoreThanOnceAMinute()
    {
        var world = With(profile => profile.InterimIntervalSeconds = 10);
        world.Radius.Grants.Add(Number(RadiusType.AcctInterimInterval, 10));
        world.WithCallUp();
        world.Run(200);

        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([Start, Interim, Interim, Interim]);
    }

    [Fact]
    public void WhatRadiusGrantsGoesBeforeTheProfile()
    {
        var world = With(profile => { profile.InterimIntervalSeconds = 60; profile.SessionTimeoutSeconds = 1000; });
        world.Radius.Grants.Add(Number(RadiusType.AcctInterimInterval, 120));
        world.Radius.Grants.Add(Number(RadiusType.SessionTimeout, 300));
        world.Radius.Grants.Add(new RadiusAttribute { Type = RadiusType.FramedRoute, Value = ByteString.CopyFrom(Encoding.ASCII.GetBytes("10.10.0.0/16 0.0.0.0 1")) });
        world.WithCallUp();
        world.Lns.Answer<CallUp>(1)!.AccessRoutes.Select(route => route.Length).ShouldBe([16u, 32u]);
        world.Run(310);

        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([Start, Interim, Interim, Stop]);
        FakeRadius.Number(world.Radius.Records[^1], RadiusType.AcctTerminateCause).ShouldBe(5u, "Session-Timeout");
        world.Lns.Answer<CallClosed>(1)!.Text.ShouldBe("session time-out");
    }

    [Fact]
    public void TheSessionTimeoutCountsFromTheStartAlsoAfterATakeover()
    {
        var world = With(profile => profile.SessionTimeoutSeconds = 300).WithCallUp();
        world.Run(200);
        world.Lns.Restart();
        world.Run(98);
        world.Lns.Answer<CallClosed>(1).ShouldBeNull();
        world.Run(3);
        world.Lns.Answer<CallClosed>(1).ShouldNotBeNull();
    }

    [Fact]
    public void IdleTimeoutAsksForTrafficFirst()
    {
        var world = With(profile => profile.IdleTimeoutSeconds = 100).WithCallUp();
        var session = world.Lns.Call(1).SessionId;
        world.Run(60);
        world.Lns.Traffic[session] = new TrafficCounters { LastTrafficUnixMs = world.Now.ToUnixTimeMilliseconds() };
        world.Run(95);
        world.Lns.Answer<CallClosed>(1).ShouldBeNull();
        world.Run(6);

        world.Lns.Answer<CallClosed>(1)!.Text.ShouldBe("idle");
        world.Wire.Sent<Cdn>(world.Lns).First().PppDisconnectCause!.Code.ShouldBe(PppDisconnectCode.NormalTerminateRequest);
        FakeRadius.Number(world.Radius.Records[^1], RadiusType.AcctTerminateCause).ShouldBe(4u, "Idle-Timeout");
    }

    private static TunnelWorld With(Action<CallProfile> change)
    {
        var settings = new WorldSettings();
        change(settings.Profile);
        return new TunnelWorld(1, settings);
    }

    private static void Close(TunnelWorld world)
    {
        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        world.Run(1);
    }

    private static RadiusAttribute Number(uint type, uint value) =>
        new() { Type = type, Value = ByteString.CopyFrom((byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value) };
}
