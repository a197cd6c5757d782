using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Common.Operations;

namespace Nodes.Tests.Operations;

public sealed class OperationServerTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private readonly OperationRegistry registry = new();
    private OperationServer server = null!;

    private string SocketPath => directory.File("run/bras.sock");

    public Task InitializeAsync()
    {
        registry.RegisterList("show-numbers", "numbers", _ => Task.FromResult<IReadOnlyList<int>>([.. Enumerable.Range(0, 25)]));
        registry.Register("echo", "says it again", (a, _) => Task.FromResult<object>(new { text = a.Text("text") }));
        registry.Register("fail", "throws", (_, _) => throw new InvalidOperationException("a bug"));
        server = OperationServer.Start(SocketPath, registry, NullLogger.Instance);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (File.Exists(SocketPath))
            await server.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData("""{"operation":"echo","arguments":{"text":"ö\n"}}""", """{"ok":true,"data":{"text":"ö\n"}}""")]
    [InlineData("""{"operation":"show-numbers","arguments":{"offset":20,"limit":3}}""",
        """{"ok":true,"data":{"total":25,"offset":20,"hasMore":true,"rows":[20,21,22]}}""")]
    [InlineData("""{"operation":"show-numbers","arguments":{"offset":24}}""",
        """{"ok":true,"data":{"total":25,"offset":24,"hasMore":false,"rows":[24]}}""")]
    [InlineData("""{"operation":"echo"}""", """{"ok":false,"error":{"code":"bad-argument","message":"text: missing"}}""")]
    [InlineData("""{"operation":"echo","arguments":{"text":1}}""", """{"ok":false,"error":{"code":"bad-argument","message":"text: must be text"}}""")]
    [InlineData("""{"operation":"show-numbers","arguments":{"limit":0}}""",
        """{"ok":false,"error":{"code":"bad-argument","message":"limit: must be a whole number from 1 to 10000"}}""")]
    [InlineData("""{"operation":"nope"}""",
        """{"ok":false,"error":{"code":"unknown-operation","message":"nope: this node knows echo, fail, operations, show-numbers"}}""")]
    [InlineData("""{"operation":"fail"}""", """{"ok":false,"error":{"code":"internal","message":"a bug"}}""")]
    [InlineData("[]", """{"ok":false,"error":{"code":"bad-request","message":"a request is {\"operation\": NAME, \"arguments\": {…}}"}}""")]
    public async Task RequestLineGetsOneAnswerLine(string request, string answer) => (await AskAsync(request)).Single().ShouldBe(answer);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\0")]
    [InlineData("\"\\ud800\"")]
    [InlineData("""{"operation":7}""")]
    [InlineData("""{"operation":null,"arguments":[]}""")]
    public async Task NonsenseIsABadRequestAndTheConnectionGoesOn(string nonsense)
    {
        var answers = await AskAsync(nonsense, """{"operation":"echo","arguments":{"text":"x"}}""");

        JsonDocument.Parse(answers[0]).RootElement.GetProperty("error").GetProperty("code").GetString().ShouldBe("bad-request");
        answers[1].ShouldBe("""{"ok":true,"data":{"text":"x"}}""");
    }

    [Fact]
    public async Task LineWithoutEndClosesTheConnectionOnly()
    {
        (await AskAsync(new string('x', OperationServer.MaximumRequestLength + 1))).ShouldBeEmpty();

        (await AskAsync("""{"operation":"operations"}""")).Single().ShouldContain("\"operation\":\"echo\",\"description\":\"says it again\"");
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void OnlyTheOwnerMayOpenTheSocket() =>
        File.GetUnixFileMode(SocketPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

    [Fact]
    public void SecondNodeOnTheSameSocketIsRefused() =>
        Should.Throw<IOException>(() => OperationServer.Start(SocketPath, registry, NullLogger.Instance)).Message.ShouldContain("another node listens there");

    [Fact]
    public async Task SocketOfAKilledNodeIsTakenOver()
    {
        var path = directory.File("stale.sock");
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // renamed, because a socket that is closed in good order takes its file along
            killed.Bind(new UnixDomainSocketEndPoint(path + ".new"));
            File.Move(path + ".new", path);
        }

        File.Exists(path).ShouldBeTrue();
        await using var next = OperationServer.Start(path, registry, NullLogger.Instance);
    }

    /// <summary>As a hand-over does: what it answers comes after it has begun to end the process.</summary>
    [Fact]
    public async Task WhoAsksForTheEndGetsAnAnswer()
    {
        // on a busy machine an answer may take longer than anybody waits for it
        var ends = OperationServer.Start(directory.File("ends.sock"), registry, NullLogger.Instance, new StandingClock());
        registry.Register("end", "ends the server", async (_, _) =>
        {
            var ending = ends.DisposeAsync();
            while (File.Exists(directory.File("ends.sock")))
                await Task.Yield();
            // nobody else can ask any more
            ending.IsCompleted.ShouldBeFalse("it waits for this answer");
            return new { text = "ending" };
        });
        (await AskAtAsync(directory.File("ends.sock"), """{"operation":"end"}""")).Single().ShouldBe("""{"ok":true,"data":{"text":"ending"}}""");
    }

    [Fact]
    public async Task AnAnswerThatDoesNotComeKeepsNobodyFromTheEnd()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        registry.Register("think", "never answers", async (_, cancellation) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return new { };
        });
        var answers = AskAsync("""{"operation":"think"}""");
        await asked.Task;
        await server.DisposeAsync();
        (await answers).ShouldBeEmpty();
    }

    private Task<List<string>> AskAsync(params string[] requests) => AskAtAsync(SocketPath, requests);

    private static async Task<List<string>> AskAtAsync(string path, params string[] requests)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answers = new List<string>();
        try
        {
            foreach (var request in requests)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(request + "\n"));
                if (await reader.ReadLineAsync() is not { } answer)
                    break;
                answers.Add(answer);
            }
        }
        catch (IOException)
        {
            // the server closed while we were writing
        }

        return answers;
    }

    private sealed class StandingClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
