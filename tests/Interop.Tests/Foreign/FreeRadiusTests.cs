using System.Globalization;
using System.Text.RegularExpressions;
using Interop.Tests.Support;
using Lab.Foreign;
using Lab.Scene;

namespace Interop.Tests.Foreign;

/// <summary>FreeRADIUS authorises the call, authenticates the remote site and takes the accounting.</summary>
[Collection(ProcessesCollection.Name)]
public sealed partial class FreeRadiusTests
{
    private const string Secret = "shared with freeradius";

    [ForeignFact("freeradius", "tshark")]
    public async Task AWholeCallFromAuthorisationToStop()
    {
        await using var bench = new Bench();
        await using var server = await FreeRadius.Start(new FreeRadiusSettings(Secret, Users(bench)));
        await Task.WhenAll(bench.StartLac(), bench.StartLns(Bench.PassesOverTheSilent, server.Authentication, server.Accounting.Port, Secret));

        await bench.PingUntilAnswered(bench.Site.Target, 2 * Patience.Seconds);

        // two of three LACs are not there: the grant's preferences led to the third
        var row = await bench.DialOut();
        row.GetProperty("state").GetString().ShouldBe("in-service");
        row.GetProperty("lac").GetString().ShouldBe(bench.Network.Lac().ToString());
        row.GetProperty("number").GetString().ShouldBe(bench.Site.Number);
        (await bench.Lns.Show("tunnels")).Select(tunnel => tunnel.GetProperty("assignmentId").GetString()).ShouldContain("third");
        await bench.Lns.Log.WaitFor("the start record's answer", l => l.Event == "AccountingConfirmed");
        var session = (await bench.Lns.Show("sessions")).Single().GetProperty("acctSessionId").GetString();

        bench.Modems().Modems[0].CutLine();
        await bench.Lns.Log.WaitFor("a dormant session", l => l.IsState("Dormant"));
        await Patience.Until("the stop record", () => Task.FromResult(server.Detail), detail => detail.Contains("Acct-Status-Type = Stop", StringComparison.Ordinal));

        // one that was answered late was sent again, with another Acct-Delay-Time
        var written = server.Detail.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        var records = written.DistinctBy(record => (Field(record, "Acct-Status-Type"), Field(record, "Event-Timestamp"))).ToList();
        records.Count.ShouldBe(2);
        written.ShouldAllBe(record => Field(record, "Acct-Session-Id") == $"\"{session}\"" && Field(record, "User-Name") == $"\"{bench.Site.Name}\"");
        Field(records[0], "Acct-Status-Type").ShouldBe("Start");
        Field(records[0], "Framed-IP-Address").ShouldBe(bench.Site.Target.ToString());
        Field(records[1], "Acct-Status-Type").ShouldBe("Stop");
        Field(records[1], "Acct-Terminate-Cause").ShouldBe("Lost-Carrier");
        int.Parse(Field(records[1], "Acct-Output-Octets"), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(60);
        await Referee.FindsNothing(bench, bench.Lns, bench.Lac);
    }

    /// <summary>Three tagged LACs in the order of their preferences; the first two are addresses at which nobody answers.</summary>
    private static string Users(Bench bench) => $"""
        "{Bench.UserName(bench.Site)}" Auth-Type := Accept, Service-Type == Outbound-User
            Tunnel-Type:1 = L2TP,
            Tunnel-Medium-Type:1 = IPv4,
            Tunnel-Server-Endpoint:1 = "{bench.Network.Lac()}",
            Tunnel-Password:1 = "{LabFiles.TunnelSecret}",
            Tunnel-Assignment-Id:1 = "third",
            Tunnel-Preference:1 = 20,
            Tunnel-Type:2 = L2TP,
            Tunnel-Medium-Type:2 = IPv4,
            Tunnel-Server-Endpoint:2 = "{bench.Network.Host(77)}",
            Tunnel-Password:2 = "a second one, longer than one block",
            Tunnel-Assignment-Id:2 = "first",
            Tunnel-Preference:2 = 0,
            Tunnel-Type:3 = L2TP,
            Tunnel-Medium-Type:3 = IPv4,
            Tunnel-Server-Endpoint:3 = "{bench.Network.Host(78)}",
            ERX-Tunnel-Password:3 = "in the clear",
            Tunnel-Assignment-Id:3 = "second",
            Tunnel-Preference:3 = 10,
            ERX-Dial-Out-Number = "{bench.Site.Number}",
            ERX-PPP-Username = "lns",
            ERX-PPP-Password = "{bench.Site.CallerPassword}",
            ERX-PPP-Auth-Protocol = 2,
            ERX-Minimum-BPS = 9600,
            ERX-Maximum-BPS = 64000,
            ERX-Bearer-Type = 1

        {bench.Site.Name} Cleartext-Password := "{bench.Site.Password}"
            Service-Type = Framed-User,
            Framed-Protocol = PPP,
            Framed-IP-Address = {bench.Site.Target},
            Framed-Route = "{bench.Site.Network} 0.0.0.0 1"

        """;

    private static string Field(string record, string name) =>
        DetailLine().Matches(record).Where(match => match.Groups[1].Value == name).Select(match => match.Groups[2].Value).FirstOrDefault("");

    [GeneratedRegex(@"^\s+(\S+) = (.*)$", RegexOptions.Multiline)]
    private static partial Regex DetailLine();
}
