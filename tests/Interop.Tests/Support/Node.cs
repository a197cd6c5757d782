using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Nodes;
using Lab.Scene;

namespace Interop.Tests.Support;

/// <summary>An LNS or LAC of a test: its process, its log, its operations socket, its capture.</summary>
public sealed class Node(string project, string directory, string name, JsonObject configuration) : IDisposable
{
    private readonly string configFile = Path.Combine(directory, $"{name}.json");

    public NodeLog Log { get; } = new();

    public NodeProcess Process { get; private set; } = null!;

    /// <summary>Of its next start, beside what it inherits.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; set; }

    public string Capture { get; } = Path.Combine(directory, $"{name}.pcapng");

    private string Socket => configuration["operationsSocket"]!.GetValue<string>();

    /// <summary>Starts it, again where it has run before.</summary>
    public async Task Start()
    {
        Launch();
        await Process.WhenStarted(LabScene.StartPatience);
    }

    /// <summary>Starts it, and does not wait for it to stand.</summary>
    public void Launch()
    {
        configuration["captureFile"] ??= Capture;
        File.WriteAllText(configFile, configuration.ToJsonString());
        Process?.Dispose();
        Process = NodeProcess.Start(project, configFile, Path.Combine(directory, $"{name}.log"), Log.Take, Environment);
    }

    /// <returns>Rows of a <c>show</c> operation.</returns>
    public Task<IReadOnlyList<JsonElement>> Show(string what) => OperationsClient.Rows(Socket, $"show-{what}");

    public void Dispose() => Process?.Dispose();
}
