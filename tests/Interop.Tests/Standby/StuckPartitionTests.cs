using Engine.Faults;
using Interop.Tests.Support;
using Lab.Nodes;
using Lab.Scene;

namespace Interop.Tests.Standby;

/// <summary>The process lives and its heart beats, but one partition stands still in a decision: the standby kills it and goes on.</summary>
[Collection(ProcessesCollection.Name)]
public sealed class StuckPartitionTests
{
    [Fact]
    public async Task AStuckPartitionIsAHang()
    {
        await using var lab = new LabScene(new LabOptions { Sites = 1, Seed = 5 })
        {
            LnsEnvironment = new Dictionary<string, string> { [CrashOrder.Variable] = "TunnelOpening@stuck" },
            // neither the whole process nor a part of it that is well is silent for so long, on however busy a machine
            ChangeLns = lns => lns["standby"] = new System.Text.Json.Nodes.JsonObject { ["hangMs"] = 10000, ["engineHangSeconds"] = 5 },
        };
        await lab.StartAsync();
        var heirLog = new NodeLog();
        using var heir = NodeProcess.Start("Lns.Node", Path.Combine(lab.Directory, "lns.json"), Path.Combine(lab.Directory, "heir.log"), heirLog.Take);
        await heirLog.WaitFor("a standby", line => line.Event == "StandbyWaiting");

        var answered = AnswerTo(lab);
        var hung = await heirLog.WaitFor("the hang", line => line.Event == "ActiveHung");
        hung.Message.ShouldContain("a part of its engine stands still");
        await heirLog.WaitFor("the take-over", line => line.Event == "TakenOver");
        await answered;

        await lab.Lns!.WhenExited(Patience.Time);
        lab.Lns.Errors.ShouldContain("crash point TunnelOpening#1@Stuck is reached");
        lab.Phones.Rung[lab.Sites[0].Number].ShouldBe(1);
    }

    private static async Task AnswerTo(LabScene lab)
    {
        var begin = TimeProvider.System.GetTimestamp();
        for (ushort sequence = 1; await lab.Home!.Ping(lab.Sites[0].Target, sequence, TimeSpan.FromMilliseconds(500)) is null; sequence++)
            TimeProvider.System.GetElapsedTime(begin).ShouldBeLessThan(2 * Patience.Time);
    }
}
