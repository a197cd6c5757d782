using System.Net;
using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Radius;
using Lab.Scene;

namespace Interop.Tests.EveryStep;

/// <summary>
/// One LAC, one telephone network and one RADIUS server for all cells of the sweep; each cell has LNS processes, an address, a site and a data
/// directory of its own. Several cells run side by side, since most of a call's time is waiting.
/// </summary>
public sealed class SweepLab : IAsyncLifetime
{
    /// <summary>On two cores more of them only wait for one another.</summary>
    private const int SideBySide = 4;

    /// <summary>Longer than a busy machine keeps the home side from sending: pings are not to be what ends the call.</summary>
    private const int IdleSeconds = 5;

    private readonly SemaphoreSlim places = new(SideBySide);
    private readonly Lock gate = new();
    private Dictionary<SweepCase, Task<SweepCell>>? cells;

    public Bench Bench { get; } = new(sites: SweepCase.All.Count);

    public Task InitializeAsync()
    {
        Bench.StartRadius(directory =>
        {
            foreach (var site in Bench.Sites)
                directory.AddDialOut(Bench.UserName(site), Bench.CallTo(site), Bench.TunnelTo(0) with { AssignmentId = site.Name });
        });
        return Bench.StartLac(lines: 3 * SideBySide, change: lac => Hurry(lac["l2tp"]!));
    }

    /// <summary>All cells begin with the first one that is asked for; each answers when it has been through its call.</summary>
    public Task<SweepCell> Run(SweepCase wanted)
    {
        lock (gate)
            cells ??= SweepCase.All.ToDictionary(one => one, Play);
        return cells[wanted];
    }

    public async Task DisposeAsync()
    {
        foreach (var cell in cells?.Values.ToList() ?? [])
            await cell.ContinueWith(_ => { });
        await Bench.DisposeAsync();
        places.Dispose();
    }

    /// <summary>Soon again, and as long as RFC 2661's cycle all the same: a process that starts on a busy machine takes its time.</summary>
    private static void Hurry(JsonNode l2tp) => (l2tp["retransmitInitialMs"], l2tp["maximumRetransmissions"]) = (300, 7);

    private async Task<SweepCell> Play(SweepCase played)
    {
        await Task.Yield();
        await places.WaitAsync();
        try
        {
            var cell = new SweepCell(this, played);
            await cell.Play();
            return cell;
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>The lab's LNS at the cell's address, with timers that don't keep a test waiting.</summary>
    internal JsonObject Lns(SweepCase played, LabFiles files, IPAddress address)
    {
        var lns = files.Lns(Bench.Radius.Authentication, Bench.Radius.Accounting.Port, LabFiles.RadiusSecret);
        lns["node"] = played.NodeName;
        lns["l2tp"] = new JsonObject
        {
            ["endpoints"] = new JsonArray(new JsonObject { ["address"] = address.ToString() }), ["hostName"] = "lns",
        };
        Hurry(lns["l2tp"]!);
        lns["l2tp"]!["firstContactRetransmissions"] = 7;
        // the death is the crash point's, not that of a busy machine
        lns["standby"] = new JsonObject { ["hangMs"] = 10000 };
        var profile = lns["profiles"]![0]!;
        profile["idleTimeoutSeconds"] = played.Step.End == CallEnd.Idle ? IdleSeconds : 0;
        profile["interimIntervalSeconds"] = played.Step.WithInterim ? 1 : 0;
        profile["restartTimerMs"] = 1000;
        return lns;
    }
}
