using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Interop.Tests.Support;

/// <summary>Asks a node as docs/operations.md says; written from that page, not with the node's own code.</summary>
internal static class OperationsClient
{
    public static async Task<JsonElement> Ask(string socketPath, string operation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { operation }).Append((byte)'\n').ToArray());
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var line = await reader.ReadLineAsync().WaitAsync(Patience.Time) ?? throw new IOException("the node closed the connection");
        using var answer = JsonDocument.Parse(line);
        if (!answer.RootElement.GetProperty("ok").GetBoolean()) throw new InvalidOperationException(line);
        return answer.RootElement.GetProperty("data").Clone();
    }
}
