using System.Buffers.Binary;
using Lns.Node.Forwarding;
using Shared.Messages;
using Shared.Messages.Entities;
using Shared.Messages.Forwarding;
using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

/// <summary>Sessions with data sequence numbers while several machines forward (RFC 2661 §5.4, architecture §4): one of them writes.</summary>
public sealed class SequencedSessionTests : IDisposable
{
    private readonly ForwarderRig rig = new();
    private readonly FakePeers peers = new();
    private ushort number;

    public SequencedSessionTests() => rig.Forwarder.Peers = peers;

    [Fact]
    public void WhereItsTunnelLivesItIsNumberedAndSoIsWhatOthersRelay()
    {
        Install(reserved: 100);
        NextNs().ShouldBe(0);
        rig.Forwarder.SendFrame(rig.Key, [0xFF, 0x03, 0x00, 0x21, 0xEE]).ShouldBeTrue();
        Ns(rig.ReceiveAtLac()).ShouldBe(1);
    }

    [Fact]
    public void ElsewhereItsPacketsAndEchoAnswersAreRelayed()
    {
        peers.IsElsewhere = true;
        Install(reserved: 100);
        var packet = Packets.Echo(HomeHost, SiteHost, 1, [1, 2, 3]);
        rig.SendFromHome(packet);
        var (session, frame) = Take(peers.Relayed);
        session.ShouldBe(rig.Key);
        frame.ShouldBe([0xFF, 0x03, 0x00, 0x21, .. Packets.OneHopLater(packet)]);
        rig.ShouldCount(counters => counters.OutputPackets, 1);
        rig.SendFromLac(Packets.Frame(Convert.FromHexString("C0210905000A112233446869")));
        Convert.ToHexString(Take(peers.Relayed).Frame).ShouldBe("FF03C0210A05000ACAFEF00D6869");
    }

    [Fact]
    public void ASessionWithoutNumbersGoesOutAnywhere()
    {
        peers.IsElsewhere = true;
        rig.Install();
        rig.NothingWentToTheLac();
        peers.Relayed.Count.ShouldBe(0);
    }

    [Fact]
    public void NumbersAreUsedAsFarAsTheyAreReservedAndMoreAreAskedFor()
    {
        Install(reserved: 2);
        NextNs().ShouldBe(0);
        var (tunnel, ask) = Take(rig.Reservations);
        (tunnel, ask.SessionId, ask.UpTo).ShouldBe(("tunnel-1", LocalSession, 2 + SequencedSessions.BlockNumbers));
        NextNs().ShouldBe(1);
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 9, [1]));
        SpinWait.SpinUntil(() => rig.Forwarder.Drops[Drop.SequenceNotReserved] == 1, Patience).ShouldBeTrue();
        Install(reserved: 2 + SequencedSessions.BlockNumbers);
        NextNs().ShouldBe(2);
    }

    [Fact]
    public void ATunnelThatComesFromAnotherMachineBeginsBehindWhatWasReserved()
    {
        Install(reserved: 4_096, comesHere: true);
        Take(rig.Reservations).Reserve.UpTo.ShouldBe(4_096 + SequencedSessions.BlockNumbers);
        Install(reserved: 8_192);
        NextNs().ShouldBe(4_096);
    }

    [Fact]
    public void OnOneMachineNothingNeedsToBeReserved()
    {
        rig.Forwarder.Peers = null;
        Install(reserved: 1, comesHere: true);
        NextNs().ShouldBe(0);
        NextNs().ShouldBe(1);
        rig.Reservations.Count.ShouldBe(0);
    }

    public void Dispose() => rig.Dispose();

    private void Install(uint reserved, bool comesHere = false) => rig.Install(entry =>
        (entry.Sequencing, entry.SequenceReserved, entry.SkipReserved) = (true, reserved, comesHere));

    private int NextNs()
    {
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, ++number, [1]));
        return Ns(rig.ReceiveAtLac());
    }

    private static int Ns(byte[] datagram) => BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(6));

    /// <summary>The other nodes, as far as the data path asks them for anything.</summary>
    private sealed class FakePeers : IForwardingPeers
    {
        public bool IsElsewhere { get; set; }

        public System.Collections.Concurrent.BlockingCollection<(ForwardingKey Session, byte[] Frame)> Relayed { get; } = [];

        public void Announce(EntityId owner, ForwardingEntry session) { }

        public void Announce(EntityId owner, DialOutPrefix route) { }

        public void Withdraw(EntityId owner, ForwardingKey session) { }

        public void Withdraw(EntityId owner, DialOutPrefix route) { }

        public bool IsSequencedElsewhere(ushort localTunnelId) => IsElsewhere;

        public void Relay(ForwardingKey session, ReadOnlyMemory<byte> frame) => Relayed.Add((session, frame.ToArray()));

        public void AskTraffic(ForwardingKey session, Action<TrafficCounters> answer) => answer(new TrafficCounters());
    }
}
