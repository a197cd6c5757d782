using System.Text.Json.Nodes;
using Interop.Tests.Support;

namespace Interop.Tests.Failures;

/// <summary>LACs that can't be reached or don't share the secret (RFC 2661 §5.1.1, §5.8).</summary>
[Collection(ProcessesCollection.Name)]
public sealed class TunnelFailureTests
{
    [Fact]
    public async Task AnUnreachableLacIsLockedOut()
    {
        await using var bench = new Bench();
        bench.StartRadius();
        await bench.StartLns(Impatient);

        var line = await bench.CallEndsIn("Inhibited", "inhibited");

        line["reason"].ShouldContain("no answer to SCCRQ");
        await bench.Lns.Log.WaitFor("lockout", l => l.Event == "DestinationLockedOut");
        var destination = (await bench.Lns.Show("destinations")).Single();
        destination.GetProperty("state").GetString().ShouldBe("locked-out");
        destination.GetProperty("lockoutSecondsLeft").GetInt32().ShouldBeInRange(200, 300);
    }

    [Fact]
    public async Task AfterAnUnreachableLacTheNextOneDials()
    {
        await using var bench = new Bench();
        bench.StartRadius(null, bench.TunnelTo(7, preference: 0), bench.TunnelTo(0, preference: 1));
        await Task.WhenAll(bench.StartLac(), bench.StartLns(Bench.PassesOverTheSilent));

        await bench.PingUntilAnswered(bench.Site.Target, 2 * Patience.Seconds);

        (await bench.DialOut()).GetProperty("lac").GetString().ShouldBe(bench.Network.Lac().ToString());
    }

    /// <summary>Both ends send a challenge; the LNS checks the LAC's response first, in SCCRP.</summary>
    [Fact]
    public async Task AWrongSecretNamesPeerAndSecret()
    {
        await using var bench = new Bench();
        bench.StartRadius(null, bench.TunnelTo(0) with { Secret = "not the LAC's" });
        await Task.WhenAll(bench.StartLac(), bench.StartLns());

        await bench.CallEndsIn("Inhibited", "inhibited");

        var line = await bench.Lns.Log.WaitFor("a message about the secret", l => l.Event == "AuthenticationMismatch");
        line.Level.ShouldBe("warn");
        line.Message.ShouldContain(bench.Network.Lac().ToString());
        line.Message.ShouldContain("assignment 'lab'");
        bench.Lns.Log.Lines.Concat(bench.Lac.Log.Lines).ShouldNotContain(l => l.ToString().Contains("not the LAC's", StringComparison.Ordinal));
        (await bench.Lns.Show("destinations")).Single().GetProperty("state").GetString().ShouldBe("locked-out");
    }

    [Fact]
    public async Task AStrangerIsRefused()
    {
        await using var bench = new Bench();
        bench.StartRadius();
        await Task.WhenAll(bench.StartLac(change: lac => lac["peers"]![0]!["hostName"] = "somebody-else"), bench.StartLns());

        var line = await bench.CallEndsIn("Inhibited", "inhibited");

        line["reason"].ShouldContain("may not open tunnels");
        line["result"].ShouldBe("4");
    }

    private static void Impatient(JsonObject lns)
    {
        (lns["l2tp"]!["retransmitInitialMs"], lns["l2tp"]!["firstContactRetransmissions"]) = (300, 2);
    }
}
