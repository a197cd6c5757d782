using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.DistributedData;
using Akka.Serialization;
using Engine.Akka.Entities;
using Engine.Akka.Journal;
using Engine.Akka.Tests.Support;
using Engine.Akka.Traffic;
using Engine.Akka.Wire;
using Engine.Tests.Ledger;
using Shared.Messages;

namespace Engine.Akka.Tests.Wire;

public sealed class WireSerializerTests
{
    [Fact]
    public async Task WhatEnginesSayToOneAnotherComesOutAsItWentIn()
    {
        await using var cluster = new TestCluster();
        var system = (await cluster.Start()).Engine.System;
        var delivery = new Delivery(LedgerKind.Id("alice"), new Deposit { Amount = 5, Memo = "m" }, 7, null);
        RoundTrip(system, delivery).ShouldBe(delivery);
        var answer = new Answer(7, new Balance { Total = 5 });
        RoundTrip(system, answer).ShouldBe(answer);
        RoundTrip(system, new Nudge(LedgerKind.Id("bob"))).ShouldBe(new Nudge(LedgerKind.Id("bob")));
        RoundTrip(system, new CommandsDecided { Commands = 3 }).ShouldBe(new CommandsDecided { Commands = 3 });
        var contact = new Contact { Number = long.MaxValue, Uid = -1, IsAnswer = true };
        RoundTrip(system, contact).ShouldBe(contact);
    }

    [Fact]
    public async Task WhatHasNoSerializerIsRefused()
    {
        await using var cluster = new TestCluster { MayRefuse = true };
        var system = (await cluster.Start()).Engine.System;
        Should.Throw<SerializationException>(() => RoundTrip(system, new { Text = "anything" }));
        Should.Throw<SerializationException>(() => system.Serialization.Deserialize("{}"u8.ToArray(), 1, "System.Object, System.Private.CoreLib"));
    }

    [Fact]
    public async Task AMessageThatIsNotInTheCatalogueIsRefused()
    {
        await using var cluster = new TestCluster { MayRefuse = true };
        var serializer = (WireSerializer)(await cluster.Start()).Engine.System.Serialization.FindSerializerForType(typeof(Delivery));
        Should.Throw<ArgumentException>(() => serializer.ToBinary(new Delivery(LedgerKind.Id("alice"), new DecisionEvents(), 0, null)));
        Should.Throw<ArgumentException>(() => serializer.FromBinary([], "Z"));
    }

    /// <summary>What Akka.NET itself sends between nodes it marks; a setting that takes its own serializers away would be met by nothing but silence.</summary>
    [Fact]
    public async Task NothingThatAkkaSaysBetweenNodesIsLeftToJson()
    {
        await using var cluster = new TestCluster();
        var serialization = (await cluster.Start()).Engine.System.Serialization;
        var said = Marked.SelectMany(mark => mark.Assembly.GetTypes().Where(type => mark.IsAssignableFrom(type) && type is { IsAbstract: false, ContainsGenericParameters: false })).ToList();
        said.Count.ShouldBeGreaterThan(50);
        said.Concat([typeof(Identify), typeof(ActorIdentity), typeof(PoisonPill), typeof(Status.Failure), typeof(byte[])])
            .Where(type => serialization.FindSerializerForType(type) is NoJson).ShouldBeEmpty();
    }

    [Fact]
    public void IdentifiersAreFrozen()
    {
        WireSerializer.Id.ShouldBe(1702);
        JournalRecordSerializer.Id.ShouldBe(1701);
    }

    /// <summary>A line may be added; one that is changed breaks a cluster in which two versions meet.</summary>
    [Fact]
    public void ManifestsAreFrozen() =>
        string.Join(' ', WireCatalogue.Bras.All.Select(pair => $"{pair.Manifest}={pair.Message.Name}").Order(StringComparer.Ordinal)).ShouldBe(
            "ac=AccountingConfirmed at=AcceptTunnel bl=BridgeLine ca=CallAccepted cc=CloseCall cf=CallFailed cl=CallClosed cr=CallRefused "
            + "cs=CloseSession ct=CloseTunnel cu=CallUp dg=Datagram dr=DialOutResult ds=DestinationStatus hd=ShowDestination hl=ShowLines "
            + "hr=ShowDialOutRoute hs=ShowDialOutSession ht=ShowTunnel lc=LineConnected le=LineEnded ll=LineList ls=LineSeized lt=LoseTie "
            + "lv=LineEvent ol=OpenLinePool ot=OpenTunnel pc=PlaceCall pf=PppFrame qc=QueryCall ra=RadiusAnswer rc=SetRouteCondition "
            + "rf=RecoveryFailed rk=RecoveryAsked rl=ReleaseLine rn=RecoveryTaken rp=ReportLoad rq=ReserveSequence rr=ReportRouteCounters "
            + "rs=ResetSession rt=DialOutRouteStatus rv=RecoverTunnel ry=RecoveryReady sa=SetLineAccm sd=SetDestinationState sf=SlotFree "
            + "sl=SeizeLine sr=SetRouteState ss=DialOutSessionStatus tc=TunnelClosed tf=TimerFired ti=TunnelIdTaken tl=TunnelLoad "
            + "tp=TrafficReport tr=Trigger tv=TunnelView xs=DeleteSession");

    private static readonly Type[] Marked =
    [
        typeof(IClusterMessage), typeof(IClusterShardingSerializable), typeof(IReplicatorMessage), typeof(IReplicatedDataSerialization),
    ];

    private static object RoundTrip(ActorSystem system, object message)
    {
        var serializer = system.Serialization.FindSerializerFor(message);
        var octets = serializer.ToBinary(message);
        return system.Serialization.Deserialize(octets, serializer.Identifier, ((SerializerWithStringManifest)serializer).Manifest(message));
    }
}
