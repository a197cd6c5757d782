using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Foreign;
using Protocols.L2tp;

namespace Interop.Tests.Restarts;

/// <summary>
/// RFC 4951 with real processes, both ends ours: kill -9 of a node whose tunnels are recovered by the protocol at each start. The capture of the
/// other end is judged by tshark, and read against the RFC's figures.
/// </summary>
[Collection(ProcessesCollection.Name)]
public sealed class FailoverTests
{
    [Fact]
    public async Task TheLnsRecoversItsTunnelAndKeepsItsCall()
    {
        await using var bench = new Bench();
        await bench.StartAll(lns: Protocol(bench));
        await bench.PingUntilAnswered(bench.Site.Target);
        await bench.Lns.Log.WaitFor("the start record's answer", l => l.Event == "AccountingConfirmed");
        var before = (await bench.Lns.Show("sessions")).Single();
        (await bench.Lac.Show("tunnels")).Single().GetProperty("peerRecovers").GetString().ShouldBe("control+data");

        var mark = L2tpCapture.Read(bench.Lac.Capture).Count;
        await bench.Lns.Process.Kill();
        await bench.Lns.Start();
        await bench.Lac.Log.WaitFor("the recovery", l => l.Event == "TunnelRecovered");
        await bench.FirstPacketIsAnswered(bench.Site.Target);

        var after = (await bench.Lns.Show("sessions")).Single();
        foreach (var field in new[] { "tunnel", "localSessionId", "peerSessionId", "acctSessionId" })
            after.GetProperty(field).ToString().ShouldBe(before.GetProperty(field).ToString(), field);
        await Patience.Until("the recovery tunnel is gone, the old one normal again", () => bench.Lns.Show("tunnels"),
            rows => rows.Count(row => row.GetProperty("state").GetString() == "established" && row.GetProperty("failover").GetString() == "normal") == 1);
        bench.Phones.Rung[bench.Site.Number].ShouldBe(1);
        // a node shows what it has decided; the message leaves once that is durable
        await Patience.Until("the recovery tunnel's StopCCN", () => Task.FromResult(L2tpCapture.Read(bench.Lac.Capture).Skip(mark).ToList()),
            packets => packets.Exists(packet => packet.Message is StopCcn), show: packets => string.Join(", ", packets));
        ShowsARecovery(L2tpCapture.Read(bench.Lac.Capture).Skip(mark).ToList(), bench.Network.Lns);
        if (ForeignProgram.Find("tshark") is not null) await Referee.FindsNothing(bench, bench.Lns, bench.Lac);
    }

    private static Action<JsonObject> Protocol(Bench bench) => lns => lns["destinations"] = new JsonArray(
        new JsonObject { ["address"] = bench.Network.Lac(0).ToString(), ["resynchMethod"] = "failover-protocol" });

    /// <summary>SCCRQ with Tunnel Recovery and Tie Breaker, SCCRP with suggested numbers, SCCCN, StopCCN; FSQ and FSR with those numbers.</summary>
    private static void ShowsARecovery(List<L2tpPacket> packets, System.Net.IPAddress lns)
    {
        var messages = packets.Where(packet => packet.Message is not null).ToList();
        var request = messages.Select(packet => packet.Message).OfType<Sccrq>().First();
        (request.TieBreaker is null, request.FailoverCapability).ShouldBe((false, null));
        request.TunnelRecovery.ShouldNotBeNull();
        var suggested = messages.Select(packet => packet.Message).OfType<Sccrp>().First().SuggestedControlSequence.ShouldNotBeNull();
        messages.Select(packet => packet.Message).OfType<Scccn>().ShouldNotBeEmpty();
        messages.Select(packet => packet.Message).OfType<StopCcn>().ShouldNotBeEmpty();

        var first = messages.First(packet => packet.From.Equals(lns) && packet.Header.TunnelId == request.TunnelRecovery!.RecoverRemoteTunnelId);
        (first.Header.Ns, first.Header.Nr).ShouldBe((suggested.Ns, suggested.Nr));
        messages.Select(packet => packet.Message).OfType<Fsr>().SelectMany(fsr => fsr.Sessions).ShouldAllBe(session => session.SessionId != 0);
        packets.ShouldNotContain(packet => packet.IsLcpNegotiation);
        messages.Select(packet => packet.Message).OfType<Cdn>().ShouldBeEmpty();
    }
}
