using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Nodes;

namespace Interop.Tests.Standby;

/// <summary>A standby with another configuration is how a new configuration comes into force: calls stay, and what is new is there.</summary>
[Collection(ProcessesCollection.Name)]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OtherConfigurationTests : IAsyncLifetime
{
    private const string NewPrefix = "10.200.0.0/16";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly StandbyScene scene = new();

    public Task InitializeAsync() => scene.StartAsync();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task TheNewConfigurationComesIntoForceAndCallsStay()
    {
        await scene.Standby.Kill();
        var endpoint = scene.Lab.Network.Host(2).ToString();
        Write("next.json", lns =>
        {
            lns["l2tp"]!["endpoints"]!.AsArray().Add(new JsonObject { ["address"] = endpoint });
            lns["virtualRouters"]![0]!["dialOutRoutes"]!.AsArray().Add(new JsonObject { ["prefix"] = NewPrefix, ["domain"] = "next.lab", ["profile"] = "remote" });
        });
        var (next, waits) = scene.Start("next.json");
        await waits.WaitAsync(Long);
        (await scene.Active.Terminate(Long)).ShouldBe(0);
        await next.WhenStarted(Long);

        await scene.NothingWasLost();
        var routes = await OperationsClient.Rows(scene.Lab.Files.LnsSocket, "show-routes");
        routes.Where(route => route.GetProperty("kind").GetString() == "dial-out").Select(route => route.GetProperty("prefix").GetString()).ShouldContain(NewPrefix);
        File.ReadAllText(next.LogFile).ShouldContain($"{endpoint}:1701");
        (await scene.Lab.Home!.Ping(scene.Lab.Sites[0].Target, 500, Long)).ShouldNotBeNull();
    }

    /// <summary>A standby whose key is another one's says so, and is no use; the active doesn't mind.</summary>
    [Fact]
    public async Task AStandbyThatCannotReadTheJournalSaysSo()
    {
        Write("stranger.json", lns => lns["keyFile"] = Path.Combine(scene.Lab.Directory, "other.key"));
        File.WriteAllText(Path.Combine(scene.Lab.Directory, "other.key"), Convert.ToBase64String(new byte[32]) + "\n");
        File.SetUnixFileMode(Path.Combine(scene.Lab.Directory, "other.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await scene.Standby.Kill();
        scene.Start("stranger.json");
        await Patience.Until("a standby in trouble", () => OperationsClient.Ask(scene.Lab.Files.LnsSocket, "health"),
            health => health.ToString().Contains("degraded", StringComparison.Ordinal));
        (await scene.Lab.Home!.Ping(scene.Lab.Sites[0].Target, 500, Long)).ShouldNotBeNull();
        scene.Active.HasExited.ShouldBeFalse();
    }

    private void Write(string name, Action<JsonObject> change)
    {
        var lns = JsonNode.Parse(File.ReadAllText(Path.Combine(scene.Lab.Directory, "lns.json")))!.AsObject();
        change(lns);
        scene.Lab.Files.Write(name, lns);
    }
}
