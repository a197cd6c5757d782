using System.Net.Sockets;
using System.Text.Json;
using Engine.Faults;
using Interop.Tests.Support;
using Lab.Nodes;
using Lab.Scene;
using Protocols.Radius.Attributes;

namespace Interop.Tests.EveryStep;

/// <summary>One call from trigger to stop record, in the course of which its LNS dies once.</summary>
public sealed class SweepCell(SweepLab lab, SweepCase played) : IDisposable
{
    private const int PingMs = 400;

    /// <summary>Some cells and whatever else the machine does: a process that starts may take ten seconds.</summary>
    private const int LongSeconds = 90;

    /// <summary>LNS addresses begin behind those of RADIUS and LACs.</summary>
    private const int FirstAddress = 20;

    private readonly NodeLog firstLog = new();
    private readonly NodeLog heirLog = new();
    private readonly string directory = Path.Combine(lab.Bench.Directory, played.NodeName);
    private PingClient home = null!;
    private NodeProcess active = null!;
    private NodeProcess? heir;
    private ushort sequence;

    public System.Net.IPAddress Address { get; } = lab.Bench.Network.Host((byte)(FirstAddress + played.Number));

    public LabSite Site { get; } = lab.Bench.Sites[played.Number];

    public NodeLog FirstLog => firstLog;

    public NodeLog HeirLog => heirLog;

    /// <summary>How the first process ended, and its last words.</summary>
    public (int Code, string Words) Death { get; private set; }

    /// <summary>Echo replies that the home side got, and requests that stayed without one.</summary>
    public (long Replies, long Unanswered) Pings { get; private set; }

    private LabFiles Files => new(directory, lab.Bench.Network);

    public async Task Play()
    {
        Directory.CreateDirectory(directory);
        var configuration = Files.Write("lns.json", lab.Lns(played, Files, Address));
        active = NodeProcess.Start("Lns.Node", configuration, Path.Combine(directory, "first.log"), firstLog.Take,
            new Dictionary<string, string> { [CrashOrder.Variable] = played.Step.Crash(played.Side).ToString() });
        await active.WhenStarted(LabScene.StartPatience);
        if (played.HasStandby) await StartHeir(configuration, "StandbyWaiting");
        home = new PingClient(Files.HomeSocket, Path.Combine(directory, "home-side.sock"), TimeProvider.System);
        var inherited = Inherit(configuration);
        try
        {
            await PingUntilAnswered();
            if (!played.Step.IsAtTheEnd) await inherited;
            for (var i = 0; i < 3; i++) await PingUntilAnswered();
            if (played.Step.WithInterim) await Recorded(AcctStatusType.InterimUpdate);
            await End();
            await inherited;
            await Settled();
            Pings = (home.Replies, sequence - home.Replies);
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        home?.Dispose();
        active.Dispose();
        heir?.Dispose();
    }

    /// <summary>Waits for the death; then for whoever goes on, or for the program to be up again.</summary>
    private async Task Inherit(string configuration)
    {
        await active.WhenExited(TimeSpan.FromSeconds(LongSeconds));
        Death = (active.ExitCode, active.Errors);
        if (played.HasStandby)
            await heirLog.WaitFor("the take-over", line => line.Event == "TakenOver", LongSeconds);
        else
            await StartHeir(configuration, "NodeStarted");
    }

    private Task StartHeir(string configuration, string until)
    {
        heir = NodeProcess.Start("Lns.Node", configuration, Path.Combine(directory, "heir.log"), heirLog.Take);
        return heirLog.WaitFor(until, line => line.Event == until, LongSeconds);
    }

    private async Task PingUntilAnswered()
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (await home.Ping(Site.Target, ++sequence, TimeSpan.FromMilliseconds(PingMs)) is null)
            if (TimeProvider.System.GetElapsedTime(begin).TotalSeconds > LongSeconds)
                throw new TimeoutException($"{played}: {Site.Target} does not answer; the last lines:\n"
                    + string.Join('\n', [.. firstLog.Lines.TakeLast(12), .. heirLog.Lines.TakeLast(25)]));
    }

    private async Task End()
    {
        if (played.Step.End == CallEnd.FarEnd)
            lab.Bench.Phones.HangUp(Site.Number);
        else if (played.Step.End == CallEnd.Reset)
            await Reset();
    }

    /// <summary>An operator whose question dies with the node asks again.</summary>
    private async Task Reset()
    {
        var key = (await OperationsClient.Rows(Files.LnsSocket, "show-dial-out")).Single().GetProperty("key").GetString();
        try
        {
            await OperationsClient.Ask(Files.LnsSocket, "reset-dial-out", new { key });
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
        {
            // it was the node's last decision
        }
    }

    /// <summary>The stop record is there, the session has ended for the dial-out session, the LAC and the telephone.</summary>
    private async Task Settled()
    {
        await Recorded(AcctStatusType.Stop);
        await Patience.Until($"{played}: dormant", () => OperationsClient.Rows(Files.LnsSocket, "show-dial-out"),
            rows => rows.All(row => row.GetProperty("state").GetString() == "dormant"), LongSeconds, rows => string.Join('\n', rows));
        await Patience.Until($"{played}: no records waiting, nothing unacknowledged", () => OperationsClient.Rows(Files.LnsSocket, "show-tunnels"),
            rows => rows.All(row => row.GetProperty("unacknowledged").GetInt32() == 0), LongSeconds, rows => string.Join('\n', rows));
        await Patience.Until($"{played}: LAC without it", () => lab.Bench.Lac.Show("lines"),
            rows => rows.All(row => NumberOf(row) != Site.Number), LongSeconds, rows => string.Join('\n', rows));
    }

    private Task Recorded(AcctStatusType wanted) => Patience.Until($"{played}: {wanted}",
        () => Task.FromResult(SweepJudge.Records(lab, played).Select(record => record.Status).ToList()), statuses => statuses.Contains(wanted),
        LongSeconds, statuses => string.Join(", ", statuses));

    private static string? NumberOf(JsonElement line) => line.GetProperty("state").GetString() == "free" ? null : line.GetProperty("number").GetString();
}
