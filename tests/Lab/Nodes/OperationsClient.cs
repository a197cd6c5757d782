using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Lab.Nodes;

/// <summary>Asks a node over its operations socket, as the command line does: one request, one answer.</summary>
public static class OperationsClient
{
    /// <returns>The answer's data.</returns>
    /// <exception cref="InvalidOperationException">The node answered with an error.</exception>
    /// <exception cref="SocketException">No node listens there.</exception>
    public static async Task<JsonElement> Ask(string socketPath, string operation, object? arguments = null)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { operation, arguments }) + "\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var line = await reader.ReadLineAsync() ?? throw new InvalidOperationException("the node closed the connection");
        using var answer = JsonDocument.Parse(line);
        return answer.RootElement.GetProperty("ok").GetBoolean()
            ? answer.RootElement.GetProperty("data").Clone()
            : throw new InvalidOperationException(answer.RootElement.GetProperty("error").ToString());
    }

    /// <summary>Rows of a list operation.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Rows(string socketPath, string operation) =>
        [.. (await Ask(socketPath, operation, new { limit = 10000 })).GetProperty("rows").EnumerateArray()];
}
