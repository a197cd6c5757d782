using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cli.Wire;

/// <summary>Where a node may listen, best first: --socket, --config, BRAS_SOCKET, then the default places.</summary>
public static class SocketCandidates
{
    private static readonly string[] Defaults = ["/run/bras/lns.sock", "/run/bras/lac.sock"];

    public static IReadOnlyList<string> Find(string? socket, string? config, Func<string, string?> environment)
    {
        if (socket is not null)
            return [Path.GetFullPath(socket)];
        if (config is not null)
            return OfConfiguration(config) is { } configured ? [configured] : Defaults;
        return environment("BRAS_SOCKET") is { Length: > 0 } given ? [Path.GetFullPath(given)] : Defaults;
    }

    /// <returns>Null when the file leaves it at the default.</returns>
    private static string? OfConfiguration(string file)
    {
        try
        {
            var reading = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return JsonNode.Parse(File.ReadAllText(file), null, reading) is JsonObject root && root["operationsSocket"] is JsonValue value
                ? Path.GetFullPath(value.GetValue<string>(), Path.GetDirectoryName(Path.GetFullPath(file))!)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw NodeException.Unreachable($"{file}: {e.Message}");
        }
    }
}
