using Interop.Tests.Support;
using Lab.Radius;
using Protocols.L2tp;
using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Interop.Tests.EveryStep;

/// <summary>What a death at any step must leave: at the LAC, on the telephone, at the RADIUS server.</summary>
internal static class SweepJudge
{
    /// <summary>Of the lab's echo requests and replies, IP header and all.</summary>
    private const int PingOctets = 60;

    private const int KilledBySignal9 = 128 + 9;

    public static IReadOnlyList<LabAccountingRecord> Records(SweepLab lab, SweepCase played) =>
        [.. lab.Bench.Radius.Records.Where(record => record.Packet.FirstText(RadiusType.NasIdentifier) == played.NodeName)];

    /// <summary>It died where it was told to, by its own hand, and had said that it would.</summary>
    public static void DiedThere(SweepCell cell, SweepCase played)
    {
        cell.Death.Code.ShouldBe(KilledBySignal9, cell.Death.Words);
        cell.Death.Words.ShouldContain($"crash point {played.Step.Crash(played.Side)} is reached");
        cell.FirstLog.Lines.ShouldContain(line => line.Event == "CrashPointSet");
        cell.HeirLog.Lines.ShouldNotContain(line => line.Event == "CrashPointSet");
        cell.HeirLog.Lines.Any(line => line.Event == "TakenOver").ShouldBe(played.HasStandby);
    }

    /// <summary>The LAC saw one tunnel and one call, control messages in order without a gap, and one end of the call.</summary>
    public static void TheLacNoticedNothing(SweepLab lab, SweepCell cell, SweepCase played)
    {
        var all = L2tpCapture.Read(lab.Bench.Lac.Capture);
        var ours = all.Where(packet => packet.From.Equals(cell.Address)).ToList();
        var theirs = all.Where(packet => packet.To.Equals(cell.Address)).ToList();
        foreach (var (from, packets) in new[] { ("LNS", ours), ("LAC", theirs) })
        {
            var numbers = packets.Where(packet => packet.Message is not null).Select(packet => (int)packet.Header.Ns).Distinct().ToList();
            numbers.ShouldBe(Enumerable.Range(0, numbers.Count), $"Ns of the {from}: first transmissions are in order and leave no gap");
            packets.ShouldNotContain(packet => packet.Message is StopCcn, from);
        }
        Once<Sccrq>(ours).ShouldBe(1);
        Once<Ocrq>(ours).ShouldBe(1);
        var isTheirEnd = played.Step.End == CallEnd.FarEnd;
        Once<Cdn>(ours).ShouldBe(isTheirEnd ? 0 : 1);
        Once<Cdn>(theirs).ShouldBe(isTheirEnd ? 1 : 0);
    }

    public static void TheSiteRangOnce(SweepLab lab, SweepCell cell)
    {
        lab.Bench.Phones.Rung[cell.Site.Number].ShouldBe(1);
        lab.Bench.Phones.Collisions.ShouldBe(0);
    }

    /// <summary>
    /// One start and one stop of one session, each logical record once, copies told by being the same; and the octets are those that went through,
    /// all lives of the process together.
    /// </summary>
    public static void AccountingIsWhole(SweepLab lab, SweepCell cell, SweepCase played)
    {
        var records = Records(lab, played);
        records.Select(record => record.SessionId).Distinct().Count().ShouldBe(1);
        var logical = records.Where(record => !record.IsCopy).ToList();
        logical.Count(record => record.Status == AcctStatusType.Start).ShouldBe(1);
        logical.Count(record => record.Status == AcctStatusType.Stop).ShouldBe(1);
        (logical.Count(record => record.Status == AcctStatusType.InterimUpdate) > 0).ShouldBe(played.Step.WithInterim);
        foreach (var copies in records.GroupBy(record => (record.Status, Timestamp(record))))
            copies.Count(record => !record.IsCopy).ShouldBe(1, $"{copies.Key}");
        var stop = logical.Single(record => record.Status == AcctStatusType.Stop);
        Timestamp(stop).ShouldBeGreaterThanOrEqualTo(Timestamp(logical.Single(record => record.Status == AcctStatusType.Start)));
        // a request that was on its way when the process died may have been counted, and its answer not; a packet that was in the forwarder's hands
        // at that moment may have left uncounted
        var (received, sent) = (Number(stop, RadiusType.AcctInputOctets), Number(stop, RadiusType.AcctOutputOctets));
        var inHand = played.Step.IsAtTheEnd ? 0 : 1;
        received.ShouldBeInRange((cell.Pings.Replies - inHand) * PingOctets, (cell.Pings.Replies + cell.Pings.Unanswered) * PingOctets);
        sent.ShouldBeInRange(received, (cell.Pings.Replies + cell.Pings.Unanswered) * PingOctets);
        (received % PingOctets).ShouldBe(0);
    }

    private static int Once<T>(IEnumerable<L2tpPacket> packets) =>
        packets.Where(packet => packet.Message is T).Select(packet => packet.Header.Ns).Distinct().Count();

    private static long Timestamp(LabAccountingRecord record) => Number(record, RadiusType.EventTimestamp);

    private static long Number(LabAccountingRecord record, byte type) => record.Packet.First(type)?.AsInteger() ?? 0;
}
