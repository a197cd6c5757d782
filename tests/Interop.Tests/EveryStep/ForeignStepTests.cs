using System.Net;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Engine.Faults;
using Interop.Tests.Support;
using Lab.Foreign;
using Lab.Phone;
using Lab.Scene;

namespace Interop.Tests.EveryStep;

/// <summary>
/// The same with programs of others in the seats: FreeRADIUS authorises, authenticates and takes the accounting, slirp is the remote site on a modem. The
/// LNS kills itself at a step where each of them would notice most, and is started again.
/// </summary>
[Collection(ProcessesCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed partial class ForeignStepTests
{
    private const string Secret = "shared with freeradius";
    private const string Number = "5559998";

    private static readonly IPAddress Target = IPAddress.Parse(Slirp.Address);

    private static readonly SlirpSettings Site = new("cpe", "secret-of-cpe", "lns", "secret-of-lns");

    [ForeignFact("freeradius", "slirp-fullbolt", "unshare", NeedsRoot = true)]
    public Task PppIsUpAndTheStartRecordIsInTheJournalAlone() => DiesAt("AccountingQueued@after");

    [ForeignFact("freeradius", "slirp-fullbolt", "unshare", NeedsRoot = true)]
    public Task TheSiteIsBeingAuthenticated() => DiesAt("AskRadius~tunnel@performed");

    private static async Task DiesAt(string point)
    {
        await using var bench = new Bench();
        var script = Slirp.WriteScript(Path.Combine(bench.Directory, "slirp"), Site);
        bench.Phones.Set(Number, new Subscriber(Answer.Connects, null, TimeSpan.FromMilliseconds(100)) { Program = script });
        await using var server = await FreeRadius.Start(new FreeRadiusSettings(Secret, Users(bench)));
        await Task.WhenAll(bench.StartLac(), bench.StartLns(WithRouteToSlirp, server.Authentication, server.Accounting.Port, Secret,
            new Dictionary<string, string> { [CrashOrder.Variable] = point }));

        bench.Trigger(Target);
        await bench.Lns.Process.WhenExited(Patience.Time);
        bench.Lns.Process.Errors.ShouldContain($"crash point {CrashOrder.Parse(point)} is reached");
        bench.Lns.Environment = null;
        await bench.Lns.Start();

        await bench.PingUntilAnswered(Target);
        bench.Phones.Rung[Number].ShouldBe(1);
        bench.Phones.HangUp(Number);
        await Patience.Until("the stop record", () => Task.FromResult(server.Detail), detail => detail.Contains("Acct-Status-Type = Stop", StringComparison.Ordinal));
        var records = Record().Matches(server.Detail).Select(match => (Session: match.Groups["session"].Value, Status: match.Groups["status"].Value)).ToList();
        records.Select(record => record.Session).Distinct().Count().ShouldBe(1, server.Detail);
        records.ShouldContain(record => record.Status == "Start");
        // FreeRADIUS keeps copies: they say the same
        Start().Matches(server.Detail).Select(match => match.Value).Distinct().Count().ShouldBe(1);
    }

    private static string Users(Bench bench) => $"""
        "{Target}@{LabSite.Domain}" Auth-Type := Accept, Service-Type == Outbound-User
            Tunnel-Type:1 = L2TP,
            Tunnel-Medium-Type:1 = IPv4,
            Tunnel-Server-Endpoint:1 = "{bench.Network.Lac()}",
            Tunnel-Password:1 = "{LabFiles.TunnelSecret}",
            ERX-Dial-Out-Number = "{Number}",
            ERX-PPP-Username = "{Site.CallerName}",
            ERX-PPP-Password = "{Site.CallerPassword}",
            ERX-PPP-Auth-Protocol = 2

        {Site.HostName} Cleartext-Password := "{Site.Password}"
            Service-Type = Framed-User,
            Framed-Protocol = PPP,
            Framed-IP-Address = {Target},
            Framed-Route = "{Target}/32 0.0.0.0 1"

        """;

    private static void WithRouteToSlirp(JsonObject lns) => lns["virtualRouters"]![0]!["dialOutRoutes"]!.AsArray()
        .Add(new JsonObject { ["prefix"] = "10.0.2.0/24", ["domain"] = LabSite.Domain, ["profile"] = "remote" });

    /// <summary>Of FreeRADIUS's detail file: status and session of each record, in the order in which our records carry them.</summary>
    [GeneratedRegex(@"Acct-Status-Type = (?<status>\S+)\s+Acct-Session-Id = ""(?<session>[^""]+)""")]
    private static partial Regex Record();

    /// <summary>A start record from its status to its time.</summary>
    [GeneratedRegex(@"Acct-Status-Type = Start(?:(?!Acct-Delay-Time)[\s\S])*?Event-Timestamp = [^\n]+")]
    private static partial Regex Start();
}
