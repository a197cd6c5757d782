using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Nodes;
using Lab.Phone;
using Lab.Scene;

namespace Cluster.Tests;

/// <summary>A Lighthouse, two LNSs, later three, and a LAC, each a process: who they see, and what can be asked at any of them.</summary>
public sealed class MembersTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string directory = Directory.CreateTempSubdirectory("bras-members-").FullName;
    private readonly int seed = ClusterSections.FreePort();
    private readonly Dictionary<string, NodeProcess> processes = [];
    private readonly Dictionary<string, int> healthPorts = [];
    private readonly LabNetwork network = LabNetwork.Find(new Random(Environment.ProcessId));
    private readonly ModemRack modems = new(new PhoneNetwork(TimeProvider.System, 1), 2);
    private readonly HttpClient client = new();
    private LabFiles files = null!;

    public async Task InitializeAsync()
    {
        files = new LabFiles(directory, network);
        ClusterSections.Key(directory);
        Launch("Lighthouse", "lighthouse", new JsonObject { ["node"] = "lighthouse", ["log"] = new JsonObject { ["format"] = "json" }, ["cluster"] = ClusterSections.Member(seed, seed) });
        Launch("Lns.Node", "lns-1", Lns("lns-1", 1));
        await processes["lns-1"].WhenStarted(Patience);
        // its endpoint is another one, as two nodes on one host need it; so it does not agree with the first
        Launch("Lns.Node", "lns-2", Lns("lns-2", 2));
        var lac = files.Lac(0, [.. modems.Modems.Select(modem => modem.Device)]);
        lac["cluster"] = ClusterSections.Member(ClusterSections.FreePort(), seed);
        Launch("Lac.Node", "lac0", lac);
        await Task.WhenAll(processes.Values.Select(process => process.WhenStarted(Patience)));
    }

    public Task DisposeAsync()
    {
        foreach (var process in processes.Values) process.Dispose();
        modems.Dispose();
        client.Dispose();
        Directory.Delete(directory, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task AnyNodeAnswersForAll()
    {
        var rows = await Eventually("show-cluster", members => members.Count == 4 && members.All(row => Text(row, "status") == "up")
            && members.Count(row => Text(row, "configuration") is not null) == 2);
        rows.Select(row => $"{Text(row, "node")} {Text(row, "role")}").ShouldBe(["lac0 lac", "lighthouse lighthouse", "lns-1 lns", "lns-2 lns"]);
        rows.Count(row => row.GetProperty("isLeader").GetBoolean()).ShouldBe(1);

        (await Eventually("show-lines", lines => lines.Count == 2 && lines.All(line => Text(line, "state") == "free")))
            .ShouldAllBe(line => Text(line, "node") == "lac0");
        (await OperationsClient.Ask(Socket("lns-1"), "health", new { node = "lns-2" })).GetProperty("node").GetString().ShouldBe("lns-2");

        await OtherConfigurationIsNotReady();
        await ANewerGenerationIsReadyBesideTheOlder();
        await DrainedNodeIsGone();
    }

    private async Task OtherConfigurationIsNotReady()
    {
        // it may be unready for other reasons before it knows this one
        await Checks("lns-2", "ready", (code, checks) => code == HttpStatusCode.ServiceUnavailable
            && checks.Single(check => Text(check, "name") == "configuration").GetProperty("text").GetString() is { } text && text.Contains("on lns-1", StringComparison.Ordinal));
        await Checks("lns-2", "live", (code, _) => code == HttpStatusCode.OK);
        await Checks("lns-1", "ready", (code, _) => code == HttpStatusCode.OK);
    }

    private async Task ANewerGenerationIsReadyBesideTheOlder()
    {
        var newer = Lns("lns-3", 3);
        newer["cluster"]!["generation"] = 1;
        Launch("Lns.Node", "lns-3", newer);
        await processes["lns-3"].WhenStarted(Patience);
        await Checks("lns-3", "ready", (code, _) => code == HttpStatusCode.OK);
        (await Eventually("show-cluster", members => members.Count(row => Text(row, "configuration") is not null) == 3))
            .Single(row => Text(row, "node") == "lns-3").GetProperty("generation").GetInt32().ShouldBe(1);
        await Checks("lns-1", "ready", (code, _) => code == HttpStatusCode.OK);
    }

    private async Task DrainedNodeIsGone()
    {
        await OperationsClient.Ask(Socket("lns-1"), "drain", new { node = "lns-2" });
        await processes["lns-2"].WhenExited(Patience);
        processes["lns-2"].ExitCode.ShouldBe(0, processes["lns-2"].Errors);
        await Eventually("show-cluster", members => members.Count == 4);
        (await Eventually("show-lines", lines => lines.Count == 2)).ShouldNotBeEmpty();
    }

    /// <summary>Rows as lns-1 gives them, once they are as wanted; its own watch of the others asks every two seconds.</summary>
    private async Task<IReadOnlyList<JsonElement>> Eventually(string operation, Predicate<IReadOnlyList<JsonElement>> isAsWanted)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var rows = await OperationsClient.Rows(Socket("lns-1"), operation);
            if (isAsWanted(rows)) return rows;
            TimeProvider.System.GetElapsedTime(begin).ShouldBeLessThan(Patience, string.Join('\n', rows));
            await Task.Delay(200);
        }
    }

    private async Task Checks(string node, string path, Func<HttpStatusCode, IReadOnlyList<JsonElement>, bool> isAsWanted)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{healthPorts[node]}/healthz/{path}"));
            var body = await answer.Content.ReadAsStringAsync();
            using var parsed = JsonDocument.Parse(body);
            if (isAsWanted(answer.StatusCode, [.. parsed.RootElement.GetProperty("checks").EnumerateArray()])) return;
            TimeProvider.System.GetElapsedTime(begin).ShouldBeLessThan(Patience, $"{node} {path}: {answer.StatusCode} {body}");
            await Task.Delay(200);
        }
    }

    private JsonObject Lns(string name, byte host)
    {
        var lns = files.Lns(new IPEndPoint(network.Radius, 1812), 1813, LabFiles.RadiusSecret, $"unix:{Path.Combine(directory, $"{name}.home")}");
        lns["node"] = name;
        lns["dataDirectory"] = Path.Combine(directory, name);
        lns["operationsSocket"] = Socket(name);
        lns["keyFile"] = Path.Combine(directory, "key");
        lns["l2tp"] = new JsonObject { ["endpoints"] = new JsonArray(new JsonObject { ["address"] = network.Host(host).ToString() }), ["hostName"] = "lns" };
        healthPorts[name] = ClusterSections.FreePort();
        lns["http"] = new JsonObject { ["address"] = "127.0.0.1", ["port"] = healthPorts[name] };
        lns["cluster"] = ClusterSections.Lns(ClusterSections.FreePort(), seed, directory);
        return lns;
    }

    private void Launch(string project, string name, JsonObject configuration) =>
        processes[name] = NodeProcess.Start(project, files.Write($"{name}.json", configuration), Path.Combine(directory, $"{name}.log"));

    private string Socket(string name) => Path.Combine(directory, $"{name}.sock");

    private static string? Text(JsonElement row, string field) => row.GetProperty(field).GetString();
}
