using System.Text.Json.Nodes;
using Lns.Node.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Common.Operations;
using Node.Common.Operations.Rows;
using Node.Common.Operations.Wide;
using Node.Common.Tracing;
using Shared.Messages.Entities;

namespace Nodes.Tests.Operations;

/// <summary>Three LNSs and a LAC, asked at one of the LNSs.</summary>
public sealed class WideOperationsTests
{
    private readonly StillLns here = new();
    private readonly FakeCluster cluster = new();
    private readonly OperationFace face;
    private readonly Clock clock = new();
    private readonly TraceRing traced;
    private readonly TraceRing there;

    public WideOperationsTests()
    {
        (traced, there) = (new TraceRing(clock), new TraceRing(clock));
        cluster.Add("lns-2", "lns", registry =>
        {
            registry.AddLnsOperations(new StillLns());
            registry.AddTrace(there);
        });
        cluster.Add("lns-3", "lns", registry =>
        {
            registry.AddLnsOperations(new StillLns());
            registry.AddTrace(new TraceRing(clock));
        });
        cluster.Add("lac-1", "lac", registry => registry.RegisterList("show-lines", "", _ =>
            Task.FromResult<IReadOnlyList<LineRow>>([new LineRow("modem-1", "modems", "tty", null, "free", null, null, null, null, 0, 0, 0, null)])));
        var local = new OperationRegistry();
        local.AddLnsOperations(here);
        local.AddTrace(traced);
        face = new OperationFace(WideOperations.Of(local, cluster, NullLogger.Instance), NullLogger.Instance);
    }

    [Fact]
    public async Task ListHasTheRowsOfAllAndWhereTheyLive()
    {
        var data = await Ask("show-tunnels");

        data["total"]!.GetValue<int>().ShouldBe(3);
        data["rows"]!.AsArray().Select(row => row!["node"]!.GetValue<string>()).ShouldBe(["lns-1", "lns-2", "lns-3"]);
        data["rows"]![0]!["peerHostName"].ShouldNotBeNull();
    }

    [Fact]
    public async Task PagesAreOfTheWholeList()
    {
        var data = await Ask("show-sessions", ("offset", 7000), ("limit", 1000));

        (data["total"]!.GetValue<int>(), data["hasMore"]!.GetValue<bool>(), data["rows"]!.AsArray().Count).ShouldBe((7500, false, 500));
    }

    [Fact]
    public async Task OneNodeCanBeNamed()
    {
        (await Ask("show-tunnels", ("node", "lns-3")))["rows"]!.AsArray().Single()!["node"]!.GetValue<string>().ShouldBe("lns-3");
        (await Ask("show-lines", ("node", "lac-1")))["rows"]!.AsArray().Count.ShouldBe(1);
        (await Refusal("show-tunnels", ("node", "lns-9"))).ShouldContain("lns-9 is no member; there: lns-1, lns-2, lns-3, lac-1");
    }

    [Fact]
    public async Task TargetThatAllNodesHaveIsOneRowWithTheSessionsOfAll()
    {
        var rows = (await Ask("show-routes"))["rows"]!.AsArray();

        var target = rows.Single(row => row!["kind"]!.GetValue<string>() == "dial-out")!;
        target["sessions"]!.GetValue<int>().ShouldBe(3);
        target["node"].ShouldBeNull();
        rows.Count(row => row!["kind"]!.GetValue<string>() == "access").ShouldBe(3);
    }

    [Fact]
    public async Task LinesAreThoseOfTheLacs() =>
        (await Ask("show-lines"))["rows"]!.AsArray().Single()!["node"]!.GetValue<string>().ShouldBe("lac-1");

    [Fact]
    public async Task TraceOfAKeyIsThatOfAllNodesInTheOrderOfTime()
    {
        foreach (var (ring, text) in ((TraceRing, string)[])[(there, "placed"), (traced, "taken over"), (there, "woken")])
        {
            clock.Now += TimeSpan.FromMilliseconds(1);
            ring.Add(new EntityId(EntityKinds.Tunnel, "t"), new Report(Milestone.CallPlaced, text));
        }

        var rows = (await Ask("trace", ("key", "t")))["rows"]!.AsArray();

        rows.Select(row => $"{row!["node"]} {row["text"]}").ShouldBe(["lns-2 placed", "lns-1 taken over", "lns-2 woken"]);
        (await Refusal("trace")).ShouldContain("key");
    }

    [Fact]
    public async Task NodeThatDoesNotAnswerIsNamedAndHoldsUpNothing()
    {
        cluster.Silent.Add("lns-2");

        var data = await Ask("show-tunnels");

        data["silent"]!.AsArray().Single()!.GetValue<string>().ShouldBe("lns-2");
        data["total"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task OrderGoesToWhereItsObjectLives()
    {
        (await Ask("reset-dial-out", ("key", StillLns.Key)))["text"]!.GetValue<string>().ShouldBe("reset");
        here.Acts.ShouldBe([$"reset {StillLns.Key}"]);
        (await Refusal("reset-dial-out", ("key", "nobody"))).ShouldContain("there is no dial-out session nobody");
        cluster.Silent.Add("lns-2");
        (await Refusal("reset-dial-out", ("key", "nobody"))).ShouldContain("silent: lns-2");
    }

    [Fact]
    public async Task HealthIsTheAskedNodesOwnUnlessAnotherIsNamed()
    {
        (await Ask("health"))["role"]!.GetValue<string>().ShouldBe("lns");
        cluster.Silent.Add("lns-2");
        (await Refusal("health", ("node", "lns-2"))).ShouldContain("lns-2 did not answer");
    }

    private async Task<JsonNode> Ask(string operation, params (string Name, JsonNode Value)[] arguments)
    {
        var answer = await Answer(operation, arguments);
        answer["ok"]!.GetValue<bool>().ShouldBeTrue(answer.ToJsonString());
        return answer["data"]!;
    }

    private async Task<string> Refusal(string operation, params (string Name, JsonNode Value)[] arguments)
    {
        var answer = await Answer(operation, arguments);
        answer["ok"]!.GetValue<bool>().ShouldBeFalse(answer.ToJsonString());
        return answer["error"]!["message"]!.GetValue<string>();
    }

    private async Task<JsonNode> Answer(string operation, (string Name, JsonNode Value)[] arguments)
    {
        var given = new JsonObject(arguments.Select(argument => KeyValuePair.Create(argument.Name, (JsonNode?)argument.Value)));
        return JsonNode.Parse(await face.AnswerAsync(new JsonObject { ["operation"] = operation, ["arguments"] = given }.ToJsonString(), default))!;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class FakeCluster : INodeDirectory
    {
        private readonly List<(NodePlace Place, OperationFace Face)> others = [];

        public HashSet<string> Silent { get; } = [];

        public NodePlace Self { get; } = new("lns-1", "lns");

        public IReadOnlyList<NodePlace> Others => [.. others.Select(other => other.Place)];

        public void Add(string name, string role, Action<OperationRegistry> fill)
        {
            var registry = new OperationRegistry();
            fill(registry);
            others.Add((new NodePlace(name, role), new OperationFace(registry, NullLogger.Instance)));
        }

        public Task<string> AskAsync(NodePlace node, string request, CancellationToken cancellation) => Silent.Contains(node.Name)
            ? throw new TimeoutException()
            : others.Single(other => other.Place == node).Face.AnswerAsync(request, cancellation);
    }
}
