using System.Text.Json.Nodes;
using Cli;
using Cli.Commands;
using Lns.Node.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Common.Operations;

namespace Nodes.Tests.Operations;

/// <summary>The command line against a node's real operations server.</summary>
public sealed class CliTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private readonly StillLns lns = new();
    private OperationServer server = null!;

    private string SocketPath => directory.File("lns.sock");

    public Task InitializeAsync()
    {
        var registry = new OperationRegistry();
        registry.AddLnsOperations(lns);
        server = OperationServer.Start(SocketPath, registry, NullLogger.Instance);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task ShowPrintsATableOfTheColumnsThatHoldSomething()
    {
        var (code, output, _) = await RunAsync("show", "dial-out");

        code.ShouldBe(0);
        var lines = output.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        Words(lines[0]).ShouldBe("key trigger state tries waiting LAC tunnel/session number tx/rx bit/s user address");
        Words(lines[2]).ShouldBe($"{StillLns.Key} 10.10.1.1 in-service 1 0 127.0.0.2 4660/77 0405550100 33600/33600 hamburg 10.10.1.1");
        lines[^1].ShouldBe("1 row");
    }

    [Fact]
    public async Task JsonIsTheNodesOwnRowsOfAllPages()
    {
        var (code, output, _) = await RunAsync("show", "sessions", "--json");

        code.ShouldBe(0);
        var rows = JsonNode.Parse(output)!.AsArray();
        rows.Count.ShouldBe(2500);
        rows[2499]!["key"]!.GetValue<string>().ShouldBe("s2500");
        rows[0]!["number"]!.GetValue<string>().ShouldBe("1");
        rows[0]!.AsObject().ContainsKey("line").ShouldBeTrue("absent values are null, not missing");
    }

    [Fact]
    public async Task EmptyListSaysSo() => (await RunAsync("show", "destinations")).Output.Trim().ShouldBe("no destinations");

    [Fact]
    public async Task PeersTextCannotMoveTheCursor()
    {
        var (_, output, _) = await RunAsync("show", "tunnels");

        output.ShouldContain("lac\uFFFD[2J-1");
        output.ShouldContain("1:01:01");
        output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task HealthIsRendered() =>
        (await RunAsync("show", "health")).Output.ShouldBe("lns lns-1 0.1.0: degraded, up 1d 01h\n  journal      degraded slow [disk]\n");

    [Fact]
    public async Task ResetAndDeleteReachTheNode()
    {
        (await RunAsync("reset", "dial-out", StillLns.Key)).Output.ShouldBe($"{StillLns.Key}: reset\n");
        (await RunAsync("delete", "dial-out", StillLns.Key, "--json")).Output.ShouldContain("\"text\": \"deleted\"");
        lns.Acts.ShouldBe([$"reset {StillLns.Key}", $"delete {StillLns.Key}"]);
    }

    [Fact]
    public async Task RefusalOfTheNodeIsPrintedAndFails()
    {
        var (code, output, trouble) = await RunAsync("reset", "dial-out", "nobody");

        (code, output, trouble).ShouldBe((1, "", "bras: there is no dial-out session nobody\n"));
    }

    [Fact]
    public async Task OperationOfAnotherNodeIsNamed() =>
        (await RunAsync("show", "lines")).Trouble.ShouldStartWith("bras: show-lines: this node knows delete-dial-out, health,");

    [Fact]
    public async Task NoNodeIsAClearError()
    {
        var path = directory.File("none.sock");

        var (code, _, trouble) = await RunAsync("show", "tunnels", "--socket", path);

        (code, trouble).ShouldBe((1, $"bras: no node listens at {path}: there is no such socket\n"));
    }

    [Fact]
    public async Task ConfigurationSaysWhereTheNodeListens()
    {
        var config = directory.File("lns.json");
        await File.WriteAllTextAsync(config, "// comment\n{ \"operationsSocket\": \"lns.sock\", }");

        (await RunAsync("show", "counters", "--config", config, "--socket", "")).Code.ShouldBe(1);
        (await RunBareAsync("show", "counters", "--config", config)).Output.ShouldContain("triggersReceived");
    }

    [Theory]
    [InlineData("show")]
    [InlineData("show", "nothing")]
    [InlineData("reset", "dial-out")]
    public async Task WrongGrammarFailsWithHelp(params string[] arguments)
    {
        var (code, _, _) = await RunBareAsync(arguments);

        code.ShouldNotBe(0);
    }

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private Task<(int Code, string Output, string Trouble)> RunAsync(params string[] arguments) =>
        RunBareAsync(arguments.Contains("--socket") ? arguments : [.. arguments, "--socket", SocketPath]);

    private static async Task<(int Code, string Output, string Trouble)> RunBareAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var trouble = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, trouble, 400, Colours: false, _ => null);
        var parsed = CommandTree.Build(terminal).Parse(arguments);
        parsed.InvocationConfiguration.Output = parsed.InvocationConfiguration.Error = TextWriter.Null;
        var code = await parsed.InvokeAsync();
        return (code, output.ToString(), trouble.ToString());
    }
}
