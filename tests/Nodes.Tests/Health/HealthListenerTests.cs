using System.Net;
using System.Text.Json;
using Node.Common.Health;
using Node.Common.Operations.Rows;

namespace Nodes.Tests.Health;

/// <summary>Which checks each path returns, and what they make of the answer.</summary>
public sealed class HealthListenerTests : IAsyncLifetime
{
    private static readonly TimeSpan JournalPatience = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient client = new();
    private readonly TaskCompletionSource never = new();
    private readonly Clock clock = new();
    private string? journalTrouble;
    private bool isDraining;
    private bool hangs;
    private HealthListener listener = null!;

    public async Task InitializeAsync() => listener = await HealthListener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), () =>
    [
        HealthProbe.Of("process", HealthPurpose.Live, () => null),
        new HealthProbe("journal", HealthPurpose.Ready, JournalPatience, async cancellation =>
        {
            if (hangs)
                await never.Task;
            return new HealthCheck("journal", journalTrouble is null ? "healthy" : "unhealthy", journalTrouble);
        }),
        HealthProbe.Of("draining", HealthPurpose.Ready | HealthPurpose.Draining | HealthPurpose.Announce, () => isDraining ? "on its way out" : null),
        new HealthProbe("radius", HealthPurpose.None, TimeSpan.FromSeconds(1), _ => throw new InvalidOperationException("no server")),
    ], clock);

    public async Task DisposeAsync()
    {
        never.TrySetCanceled();
        client.Dispose();
        await listener.DisposeAsync();
    }

    [Theory]
    [InlineData("/healthz/live", "process")]
    [InlineData("/healthz/ready", "journal draining")]
    [InlineData("/healthz/draining", "draining")]
    [InlineData("/healthz/announce", "draining")]
    public async Task PathAsksItsChecksAndNoOthers(string path, string checks)
    {
        var (code, status, names) = await Get(path);

        (code, status, names).ShouldBe((200, "healthy", checks));
    }

    [Fact]
    public async Task WholeTellsOfEveryCheckAndOfTheOneThatThrows()
    {
        var (code, status, names) = await Get("/healthz");

        (code, status, names).ShouldBe((503, "unhealthy", "process journal draining radius"));
    }

    [Fact]
    public async Task SickJournalNeitherKillsNorTakesTheAddressAway()
    {
        journalTrouble = "disk full";

        (await Get("/healthz/ready")).Code.ShouldBe(503);
        (await Get("/healthz/live")).Code.ShouldBe(200);
        (await Get("/healthz/announce")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task DrainingIsSeenWhereverItMatters()
    {
        isDraining = true;

        foreach (var (path, code) in new[] { ("ready", 503), ("draining", 503), ("announce", 503), ("live", 200) })
            (await Get($"/healthz/{path}")).Code.ShouldBe(code, path);
    }

    [Fact]
    public async Task CheckThatHangsIsLateAndHoldsUpNoOther()
    {
        hangs = clock.Runs = true;

        using var answer = await client.GetAsync(Uri("/healthz/ready"));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("no answer within 0.2 s");
        (await Get("/healthz/live")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task OtherPathsAreNotThere()
    {
        using var answer = await client.GetAsync(Uri("/healthz/"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A busy machine makes checks late that are well, so nobody's patience ends but the journal's, where a test wants it.</summary>
    private sealed class Clock : TimeProvider
    {
        public bool Runs { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Runs && dueTime == JournalPatience ? dueTime : Timeout.InfiniteTimeSpan, period);
    }

    private Uri Uri(string path) => new($"http://127.0.0.1:{listener.Port}{path}");

    private async Task<(int Code, string Status, string Checks)> Get(string path)
    {
        using var answer = await client.GetAsync(Uri(path));
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return ((int)answer.StatusCode, body.GetProperty("status").GetString()!,
            string.Join(' ', body.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString())));
    }
}
