using System.Net;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Foreign;
using Lab.Phone;
using Lab.Scene;

namespace Interop.Tests.Foreign;

/// <summary>xl2tpd takes the seat of the LNS, then that of a LAC that places no calls.</summary>
[Collection(ProcessesCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class Xl2tpdTests
{
    /// <summary>The address that slirp gives to whoever calls it.</summary>
    private static readonly IPAddress AddressFromSlirp = IPAddress.Parse("10.0.2.15");

    [ForeignFact("xl2tpd", "slirp-fullbolt", "unshare", "tshark", NeedsRoot = true)]
    public async Task AsLnsItDialsThroughOurLac()
    {
        await using var bench = new Bench();
        // slirp takes pppd's seat at the LNS, where a kernel with PPP would be needed; it asks for no name
        bench.Phones.Add(bench.Site.Settings with { Address = AddressFromSlirp, CallerAddress = IPAddress.Parse(Slirp.Address), Demands = [] }, TimeSpan.FromMilliseconds(100));
        var ppp = Slirp.WriteScript(Path.Combine(bench.Directory, "slirp"), new("lns", "unused", "site0", "unused", DemandsChap: false));
        await bench.StartLac();
        await using var lns = await Xl2tpd.Start(new Xl2tpdSettings(bench.Network.Lns, "lns", LabFiles.TunnelSecret)
        { Lac = bench.Network.Lac(), PppProgram = ppp, Numbers = [bench.Site.Number] });

        await lns.Dial(bench.Site.Number);

        await bench.Lac.Log.WaitFor("a tunnel", l => l.Event == "TunnelEstablished");
        await bench.Lac.Log.WaitFor("OCCN", l => l.Event == "ControlSent" && l.Message == "OCCN");
        bench.Phones.Rung[bench.Site.Number].ShouldBe(1);
        var line = (await Bench.LinesAre(bench.Lac, "in-data")).Single();
        line.GetProperty("number").GetString().ShouldBe(bench.Site.Number);
        // data in both directions: each end has acknowledged the other's wish for an address
        foreach (var from in new[] { bench.Network.Lns, bench.Network.Lac() })
            await Patience.Until($"IPCP acknowledged by {from}",
                () => Tshark.Select(bench.Lac.Capture, $"ipcp && ppp.code == 2 && ip.src == {from}", "frame.number"), frames => frames.Count > 0);
        await Referee.FindsNothing(bench, bench.Lac);
    }

    [ForeignFact("xl2tpd", "unshare", "tshark", NeedsRoot = true)]
    public async Task AsLacItRefusesAndIsPassedOver()
    {
        await using var bench = new Bench();
        const int foreign = 5;
        bench.StartRadius(null, bench.TunnelTo(foreign, preference: 0), bench.TunnelTo(0, preference: 1));
        await using var refuser = await Xl2tpd.Start(new Xl2tpdSettings(bench.Network.Lac(foreign), "xl2tpd", LabFiles.TunnelSecret));
        // it announces no Bearer Capabilities that would let us ask it at all (RFC 2661 §6.9)
        await Task.WhenAll(bench.StartLac(), bench.StartLns(lns => lns["destinations"] = new JsonArray(new JsonObject
        {
            ["address"] = bench.Network.Lac(foreign).ToString(),
            ["bearer"] = "both",
        })));

        await bench.PingUntilAnswered(bench.Site.Target);

        (await bench.DialOut()).GetProperty("lac").GetString().ShouldBe(bench.Network.Lac().ToString());
        // what was said may come after what was done
        foreach (var (what, message) in new[] { ("TunnelEstablished", ""), ("ControlSent", "OCRQ"), ("ControlReceived", "StopCCN") })
            await bench.Lns.Log.WaitFor($"{what} {message} with xl2tpd", l => l.Event == what && l.Message.Contains(message, StringComparison.Ordinal)
                && l["peer"].StartsWith($"{bench.Network.Lac(foreign)}:", StringComparison.Ordinal));
        var destinations = await bench.Lns.Show("destinations");
        destinations.Single(row => row.GetProperty("peer").GetString() == bench.Network.Lac(foreign).ToString())
            .GetProperty("state").GetString().ShouldBe("locked-out");
        destinations.Single(row => row.GetProperty("peer").GetString() == bench.Network.Lac().ToString())
            .GetProperty("state").GetString().ShouldBe("usable");
        await Referee.FindsNothing(bench, bench.Lns, bench.Lac);
    }
}
