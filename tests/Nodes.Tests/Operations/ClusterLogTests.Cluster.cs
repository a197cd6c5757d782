using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Lab.Nodes;

namespace Nodes.Tests.Operations;

/// <summary>What Akka.NET has to say stands in the node's own log, in its form: shown by a Lighthouse, whose composition of the cluster is that of all nodes.</summary>
public sealed class ClusterLogTests : IDisposable
{
    /// <summary>Long enough for a loaded machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("bras-cluster-log");

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData("information", false)]
    [InlineData("debug", true)]
    public async Task WarningsOfAkkaAreEntriesAndItsInformationIsForWhoDebugs(string level, bool isInformationSeen)
    {
        var lines = new List<(string Level, string Message)>();
        var warned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var node = NodeProcess.Start("Lighthouse", Configuration(level), Path.Combine(directory.FullName, "lighthouse.log"), line =>
        {
            if (Text(line, "event") != "Akka")
                return;
            lock (lines)
                lines.Add((Text(line, "level")!, Text(line, "message")!));
            if (Text(line, "level") == "warn" && Text(line, "message")!.StartsWith("Couldn't join seed nodes", StringComparison.Ordinal))
                warned.TrySetResult();
        }))
        {
            // there is nobody at its seed, and Akka says so
            await warned.Task.WaitAsync(Patience);
            await node.Terminate(Patience);
            // with debug Akka.NET says its last words past every logger, once these have stopped
            if (!isInformationSeen)
                node.Errors.ShouldBe("", "every line of its output is an entry of the log");
        }
        lines.Exists(line => line.Level == "info").ShouldBe(isInformationSeen);
    }

    private string Configuration(string level)
    {
        var (own, nobody) = (FreePort(), FreePort());
        var file = Path.Combine(directory.FullName, "lighthouse.json");
        File.WriteAllText(file, $$"""
            {
              "node": "lighthouse",
              "log": { "format": "json", "level": "{{level}}" },
              "cluster": { "address": "127.0.0.1", "port": {{own}}, "seeds": ["127.0.0.1:{{nobody}}"] }
            }
            """);
        return file;
    }

    private static string? Text(JsonElement line, string field) => line.TryGetProperty(field, out var value) ? value.GetString() : null;

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
