using Interop.Tests.Support;
using Lab.Phone;
using Lab.Scene;
using Protocols.L2tp;
using Protocols.Radius.Attributes;

namespace Interop.Tests.Restarts;

/// <summary>
/// kill -9 of the LNS, with real processes: one call up with data running, one dialling, one just asked for, and control messages
/// unacknowledged in both directions. No peer may notice (architecture §2).
/// </summary>
[Collection(ProcessesCollection.Name)]
public sealed class LnsKilledTests
{
    private static readonly TimeSpan LongSetUp = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task NoPeerNotices()
    {
        await using var bench = new Bench(sites: 3);
        var (up, dialling, asked) = (bench.Sites[0], bench.Sites[1], bench.Sites[2]);
        bench.Phones.Add(dialling.Settings, LongSetUp);
        await bench.StartAll();
        await bench.PingUntilAnswered(up.Target);
        await bench.Lns.Log.WaitFor("the start record's answer", l => l.Event == "AccountingConfirmed");
        var before = await Call(bench.Lns, up);
        var lacSession = (await Call(bench.Lac, up)).GetProperty("localSessionId").GetInt32();

        await LeaveMessagesUnacknowledged(bench, dialling, asked);
        var mark = L2tpCapture.Read(bench.Lac.Capture).Count;
        await bench.Lns.Process.Kill();
        await bench.Lns.Start();

        // the call that was up answers the first packet, without any negotiation
        await bench.FirstPacketIsAnswered(up.Target);
        foreach (var site in new[] { dialling, asked })
        {
            await bench.Lns.Log.WaitFor($"{site.Name} in service", l => l.IsState("InService") && l["session"].EndsWith($"|{site.Target}", StringComparison.Ordinal));
            await bench.PingUntilAnswered(site.Target);
        }
        await bench.OnePacketIsAnswered(up.Target);

        var after = await Call(bench.Lns, up);
        foreach (var field in new[] { "tunnel", "localSessionId", "peerSessionId", "acctSessionId" })
            after.GetProperty(field).ToString().ShouldBe(before.GetProperty(field).ToString(), field);
        CaptureShowsNoRestart(bench, mark, lacSession);
        bench.Sites.ShouldAllBe(site => bench.Phones.Rung[site.Number] == 1);
        foreach (var site in bench.Sites) await StartsOnce(bench, site);
    }

    /// <summary>
    /// The LAC sleeps while OCRQ is sent to it; then the LNS sleeps while the LAC answers. What each has sent last is unacknowledged for good:
    /// the acknowledgements wait in the socket of a process that will be killed.
    /// </summary>
    private static async Task LeaveMessagesUnacknowledged(Bench bench, LabSite dialling, LabSite asked)
    {
        bench.Trigger(dialling.Target);
        await bench.Lac.Log.WaitFor("dialling", l => l.Event == "LineDialling" && l["number"] == dialling.Number);
        await bench.Lns.Log.WaitFor("its OCRP", l => l.Event == "ControlReceived" && l.Message == "OCRP" && Of(bench, dialling, l));
        bench.Lac.Process.Freeze();
        bench.Trigger(asked.Target);
        // sent twice: the log and the capture tell of a message before its datagram leaves, so only the second one shows that the first has left
        await Patience.Until("another OCRQ, and its retransmission", () => Task.FromResult(L2tpCapture.Read(bench.Lns.Capture)),
            packets => packets.Count(p => p.Message is Ocrq ocrq && ocrq.CalledNumber == asked.Number) > 1, show: packets => string.Join(", ", packets.TakeLast(10)));
        bench.Lns.Process.Freeze();
        bench.Lac.Process.Thaw();
        await bench.Lac.Log.WaitFor("its line seized", l => l.Event == "LineSeized" && l["number"] == asked.Number);
        await Patience.Until("unacknowledged messages of the LAC", () => bench.Lac.Show("tunnels"),
            rows => rows.Any(row => row.GetProperty("unacknowledged").GetInt32() > 0));
    }

    private static bool Of(Bench bench, LabSite site, LogLine ocrp) => bench.Lns.Log.Lines.Any(l =>
        l.Event == "CallPlaced" && l["number"] == site.Number && l["session"] == ocrp["session"]);

    private static void CaptureShowsNoRestart(Bench bench, int mark, int lacSession)
    {
        var all = L2tpCapture.Read(bench.Lac.Capture);
        foreach (var from in new[] { bench.Network.Lns, bench.Network.Lac() })
        {
            var numbers = all.Where(p => p.From.Equals(from) && p.Message is not null).Select(p => (int)p.Header.Ns).Distinct().ToList();
            numbers.ShouldBe(Enumerable.Range(0, numbers.Count), $"Ns of {from}: first transmissions are in order and leave no gap");
        }
        var since = all.Skip(mark).ToList();
        since.ShouldNotContain(p => p.Message is Sccrq || p.Message is StopCcn || p.Message is Cdn);
        since.ShouldNotContain(p => p.From.Equals(bench.Network.Lns) && p.Header.SessionId == lacSession && p.IsLcpNegotiation);
        // the proof that something was unacknowledged both ways: it was sent again with the number it had
        since.ShouldContain(p => p.From.Equals(bench.Network.Lns) && p.Message is Ocrq);
        since.ShouldContain(p => p.From.Equals(bench.Network.Lac()) && p.Message is Ocrp);
    }

    private static async Task<System.Text.Json.JsonElement> Call(Node node, LabSite site) =>
        (await node.Show("sessions")).Single(row => row.GetProperty("number").GetString() == site.Number);

    private static async Task StartsOnce(Bench bench, LabSite site)
    {
        var starts = await Patience.Until($"start record of {site.Name}",
            () => Task.FromResult(bench.Radius.Records.Where(r => r.Status == AcctStatusType.Start && r.Packet.FirstText(RadiusType.UserName) == site.Name).ToList()),
            records => records.Count > 0);
        starts.Count(record => !record.IsCopy).ShouldBe(1);
    }
}
