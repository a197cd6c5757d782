using Node.Common.Logging;
using Node.Common.Tracing;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Messages.Entities;

namespace Nodes.Tests.Operations;

public sealed class TraceTests
{
    private const string Session = "default|10.1.0.0/16|10.1.0.1";
    private const string Tunnel = "127.0.0.1:1701/513";

    private readonly TraceRing ring = new(TimeProvider.System);

    [Fact]
    public void ADialOutSessionsTraceHasWhatItsCallDidInTheTunnel()
    {
        Add(EntityKinds.DialOutSession, Session, Milestone.TriggerReceived, "trigger");
        Add(EntityKinds.Tunnel, Tunnel, Milestone.CallPlaced, "555", ("session", (ushort)7), ("call", Session + "#1"));
        Add(EntityKinds.Tunnel, Tunnel, Milestone.ControlSent, "OCRQ", ("session", (ushort)7), ("decoded", "OCRQ: 555"));
        Add(EntityKinds.Tunnel, Tunnel, Milestone.CallPlaced, "556", ("session", (ushort)8), ("call", Session + "1#1"));
        Add(EntityKinds.Tunnel, Tunnel, Milestone.ControlSent, "OCRQ", ("session", (ushort)8));
        Texts(Session).ShouldBe(["trigger", "555", "OCRQ"]);
    }

    [Fact]
    public void ASessionsTraceLeavesOutTheTunnelsOtherCalls()
    {
        Add(EntityKinds.Tunnel, Tunnel, Milestone.ControlSent, "SCCRQ", ("session", (ushort)0));
        Add(EntityKinds.Tunnel, Tunnel, Milestone.ControlReceived, "OCRP", ("session", (ushort)7));
        Add(EntityKinds.Tunnel, Tunnel, Milestone.ControlReceived, "OCRP", ("session", (ushort)8));
        Texts(Tunnel + "/7").ShouldBe(["OCRP"]);
        Texts(Tunnel).ShouldBe(["SCCRQ", "OCRP", "OCRP"]);
        Texts("nobody").ShouldBeEmpty();
    }

    [Fact]
    public void ALinesTraceIsFoundByItsName()
    {
        Add(EntityKinds.LinePool, "modems", Milestone.LineDialling, "555", ("line", "ttyS1"), ("call", Tunnel + "/7"));
        Add(EntityKinds.LinePool, "modems", Milestone.LineDialling, "556", ("line", "ttyS2"));
        Texts("ttyS1").ShouldBe(["555"]);
        Texts(Tunnel + "/7").ShouldBe(["555"]);
        Texts("modems").Count.ShouldBe(2);
    }

    [Fact]
    public void HellosLeaveNothing()
    {
        Add(EntityKinds.Tunnel, Tunnel, Milestone.ControlReceived, "HELLO");
        ring.All().ShouldBeEmpty();
    }

    [Fact]
    public void TheLastOnesAreKeptInTheirOrder()
    {
        for (var i = 0; i < TraceRing.Capacity + 3; i++)
            Add(EntityKinds.Tunnel, Tunnel, Milestone.CallEnded, $"{i}");
        ring.All().Select(entry => entry.Report.Text).ShouldBe(Enumerable.Range(3, TraceRing.Capacity).Select(i => $"{i}"));
    }

    [Fact]
    public void APeersFloodDoesNotDriveTheCallsOut()
    {
        var reports = new LimitedReports(NullLogger.Instance, new LogLimiter(TimeSpan.FromMinutes(1), TimeProvider.System), ring);
        reports.Write(new EntityId(EntityKinds.Tunnel, Tunnel), new Report(Milestone.CallEnded, "busy"));
        for (var i = 0; i < 2 * TraceRing.Capacity; i++)
            reports.Write(new EntityId(EntityKinds.Tunnel, Tunnel), new Report(Milestone.MalformedInput, "garbage", ("peer", "192.0.2.1")));
        Texts(Tunnel).ShouldBe(["busy", "garbage"]);
    }

    private void Add(string kind, string key, Milestone milestone, string text, params (string, object?)[] fields) =>
        ring.Add(new EntityId(kind, key), new Report(milestone, text, fields));

    private List<string> Texts(string key) => [.. TraceQuery.Of(ring.All(), key).Select(entry => entry.Report.Text)];
}
