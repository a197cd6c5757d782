using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Protocols.L2tp;

namespace Interop.Tests.Failures;

/// <summary>The disk of an LNS that runs is full for a while: calls that are up don't notice, tunnels live, what needs the journal waits (architecture §2).</summary>
[Collection(ProcessesCollection.Name)]
public sealed class FullDiskTests
{
    private const int HelloSeconds = 2;

    [RootFact]
    public async Task CallsAndTunnelsLiveOnAndWorkGoesOnOnceThereIsRoom()
    {
        await using var bench = new Bench(sites: 2);
        using var disk = new SmallDisk(Path.Combine(bench.Directory, "disk"));
        var (up, asked) = (bench.Sites[0], bench.Sites[1]);
        bench.StartRadius();
        await Task.WhenAll(bench.StartLac(lines: 2, change: Impatient), bench.StartLns(lns => lns["dataDirectory"] = Path.Combine(disk.Path, "lns")));
        await bench.PingUntilAnswered(up.Target);
        await bench.Lns.Log.WaitFor("the start record's answer", l => l.Event == "AccountingConfirmed");

        disk.Fill();
        bench.Trigger(asked.Target);
        await bench.Lns.Log.WaitFor("a loud stall", l => l.Event == "JournalStalled");
        var mark = L2tpCapture.Read(bench.Lac.Capture).Count;
        await Patience.Until("two HELLOs and their answers", () => Task.FromResult(L2tpCapture.Read(bench.Lac.Capture).Skip(mark).ToList()),
            packets => packets.Count(packet => packet.Message is Hello && packet.From.Equals(bench.Network.Lac())) >= 2);
        await bench.OnePacketIsAnswered(up.Target, "forwarding needs no journal");
        bench.Lns.Log.Lines.ShouldNotContain(l => l.IsState("Connecting") && l["session"].EndsWith($"|{asked.Target}", StringComparison.Ordinal));
        disk.Clear();

        await bench.PingUntilAnswered(asked.Target);
        await bench.OnePacketIsAnswered(up.Target);
        var all = L2tpCapture.Read(bench.Lac.Capture);
        all.ShouldNotContain(packet => packet.Message is StopCcn);
        // it may have been sent more than once
        all.Select(packet => packet.Message).OfType<Sccrq>().Select(sccrq => sccrq.AssignedTunnelId).Distinct().Count().ShouldBe(1, "the tunnel is the one that was there");
        bench.Lns.Log.Lines.ShouldNotContain(l => l.Event == "EngineFailed");
    }

    private static void Impatient(JsonObject lac) => lac["l2tp"]!["helloIntervalSeconds"] = HelloSeconds;
}
