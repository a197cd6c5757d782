using System.Net;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Foreign;
using Lab.Phone;
using Lab.Scene;

namespace Interop.Tests.Foreign;

/// <summary>slirp is the remote site: PPP that is not ours, with CHAP both ways, and a host that answers ping.</summary>
[Collection(ProcessesCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class SlirpTests
{
    private const string Number = "5559999";

    private static readonly IPAddress Target = IPAddress.Parse(Slirp.Address);

    private static readonly SlirpSettings Settings = new("cpe", "secret-of-cpe", "lns", "secret-of-lns");

    [ForeignFact("slirp-fullbolt", "unshare", "tshark", NeedsRoot = true)]
    public async Task AProgramLineCallsSlirp()
    {
        await using var bench = new Bench();
        var script = Slirp.WriteScript(Path.Combine(bench.Directory, "slirp"), Settings);
        StartRadius(bench);
        await Task.WhenAll(bench.StartLac(change: lac => WithProgramLine(lac, script)), bench.StartLns(WithRouteToSlirp));

        await PingsThrough(bench);

        (await bench.Lac.Show("lines")).Single(row => row.GetProperty("driver").GetString() == "program")
            .GetProperty("number").GetString().ShouldBe(Number);
        await Referee.FindsNothing(bench, bench.Lns, bench.Lac);
    }

    [ForeignFact("slirp-fullbolt", "unshare", "tshark", NeedsRoot = true)]
    public async Task AModemCallsSlirp()
    {
        await using var bench = new Bench();
        var script = Slirp.WriteScript(Path.Combine(bench.Directory, "slirp"), Settings);
        bench.Phones.Set(Number, new Subscriber(Answer.Connects, null, TimeSpan.FromMilliseconds(100)) { Program = script });
        StartRadius(bench);
        await Task.WhenAll(bench.StartLac(), bench.StartLns(WithRouteToSlirp));

        await PingsThrough(bench);

        bench.Modems().OffHook.ShouldBe(1);
        await Referee.FindsNothing(bench, bench.Lns, bench.Lac);
    }

    private static async Task PingsThrough(Bench bench)
    {
        await bench.PingUntilAnswered(Target);
        for (var i = 0; i < 5; i++)
            await bench.OnePacketIsAnswered(Target);

        var row = (await bench.Lns.Show("dial-out")).Single();
        row.GetProperty("state").GetString().ShouldBe("in-service");
        row.GetProperty("user").GetString().ShouldBe("cpe");
        row.GetProperty("peerAddress").GetString().ShouldBe(Slirp.Address);
        // what was said may come after what was done
        await bench.Lns.Log.WaitFor("the site's proof", l => l.Event == "PeerAuthenticated" && l["user"] == "cpe");
        await bench.Lns.Log.WaitFor("our proof", l => l.Event == "WeAreAuthenticated");
    }

    private static void StartRadius(Bench bench) => bench.StartRadius(directory => directory
        .AddDialOut($"{Target}@{LabSite.Domain}", new(Number) { PppUsername = Settings.CallerName, PppPassword = Settings.CallerPassword }, bench.TunnelTo(0))
        .AddSite(Settings.HostName, Settings.Password, Target, $"{Target}/32 0.0.0.0 1"));

    private static void WithRouteToSlirp(JsonObject lns) => lns["virtualRouters"]![0]!["dialOutRoutes"]!.AsArray()
        .Add(new JsonObject { ["prefix"] = "10.0.2.0/24", ["domain"] = LabSite.Domain, ["profile"] = "remote" });

    private static void WithProgramLine(JsonObject lac, string script) => lac["pools"]!.AsArray().Insert(0, new JsonObject
    {
        ["name"] = "programs",
        ["numbers"] = new JsonArray(Number),
        ["quarantineSeconds"] = 0,
        ["lines"] = new JsonArray(new JsonObject { ["name"] = "program0", ["driver"] = "program", ["program"] = script, ["speed"] = 57600 }),
    });
}
