using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Foreign;
using Protocols.L2tp;

namespace Interop.Tests.Restarts;

/// <summary>RFC 4951 with our LAC as the recovery endpoint: its lines have dropped with its process, its control connection is recovered.</summary>
[Collection(ProcessesCollection.Name)]
public sealed class LacFailoverTests
{
    [Fact]
    public async Task TheLacRecoversItsTunnelAndAnswersForTheLostCall()
    {
        await using var bench = new Bench();
        bench.StartRadius();
        await Task.WhenAll(bench.StartLac(change: lac => lac["peers"]![0]!["resynchMethod"] = "failover-protocol"), bench.StartLns());
        await bench.PingUntilAnswered(bench.Site.Target);
        var tunnel = (await bench.Lns.Show("tunnels")).Single().GetProperty("key").GetString();

        await bench.Lac.Process.Kill();
        await bench.Lac.Start();
        await bench.Lns.Log.WaitFor("the recovery", l => l.Event == "TunnelRecovered");
        await bench.Lns.Log.WaitFor("the lost call", l => l.Event == "CallEnded" && l.Message.Contains("restarted", StringComparison.Ordinal));
        await Bench.LinesAre(bench.Lac, "free");

        // the next packet dials again, in the tunnel that was recovered
        await bench.PingUntilAnswered(bench.Site.Target);
        (await bench.Lns.Show("sessions")).Single().GetProperty("tunnel").GetString().ShouldBe(tunnel);
        var messages = L2tpCapture.Read(bench.Lns.Capture).Select(packet => packet.Message).ToList();
        messages.OfType<Sccrq>().Count(sccrq => sccrq.TunnelRecovery is not null).ShouldBeGreaterThan(0);
        messages.OfType<Cdn>().ShouldContain(cdn => cdn.ResultCode == CdnResult.CarrierLost);
        if (ForeignProgram.Find("tshark") is not null) await Referee.FindsNothing(bench, bench.Lns, bench.Lac);
    }
}
