using System.Globalization;
using Interop.Tests.Support;
using Lab.Silences;

namespace Interop.Tests.Restarts;

/// <summary>kill -9 of the LAC: its lines fall at once, and its LNSs hear of it when it is back (RFC 2661 §7.5.1).</summary>
[Collection(ProcessesCollection.Name)]
public sealed class LacKilledTests
{
    [Fact]
    public async Task LinesFallAndTheLnsHearsOfIt()
    {
        await using var bench = new Bench();
        await bench.StartAll();
        await bench.PingUntilAnswered(bench.Site.Target);
        bench.Modems().OffHook.ShouldBe(1);

        await bench.Lac.Process.Kill();
        await Patience.Until("modems on-hook", () => Task.FromResult(bench.Modems().OffHook), count => count == 0);
        var (lnsMark, lacMark) = (bench.Lns.Log.Mark, bench.Lac.Log.Mark);
        using var pulse = new Pulse();
        await bench.Lac.Start();

        var cdn = await bench.Lns.Log.WaitFor("CDN", l => l.Event == "ControlReceived" && l.Message == "CDN", from: lnsMark);
        cdn["decoded"].ShouldContain("LAC was restarted");
        var started = await bench.Lac.Log.WaitFor("the LAC's start", l => l.Event == "NodeStarted", from: lacMark);
        (At(cdn) - At(started) - pulse.Longest()).TotalSeconds.ShouldBeLessThan(2);
        await bench.Lns.Log.WaitFor("a dormant session", l => l.IsState("Dormant"), from: lnsMark);
        (await bench.DialOut()).GetProperty("state").GetString().ShouldBe("dormant");
        await Bench.LinesAre(bench.Lac, "free");

        await bench.PingUntilAnswered(bench.Site.Target);
        bench.Phones.Rung[bench.Site.Number].ShouldBe(2);
        bench.Lns.Log.Lines.Skip(lnsMark).ShouldNotContain(l => l.Event == "TunnelClosed");
    }

    private static DateTimeOffset At(LogLine line) => DateTimeOffset.Parse(line["ts"], CultureInfo.InvariantCulture);
}
