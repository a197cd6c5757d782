using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cli.Wire;

/// <summary>Speaks a node's operations protocol: a JSON line there, a JSON line back.</summary>
public sealed class NodeClient : IDisposable
{
    private readonly NetworkStream stream;
    private readonly StreamReader reader;
    private readonly string path;

    private NodeClient(Socket socket, string path)
    {
        this.path = path;
        stream = new NetworkStream(socket, ownsSocket: true);
        reader = new StreamReader(stream, Encoding.UTF8);
    }

    public static async Task<NodeClient> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NodeClient(socket, path);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw NodeException.Unreachable(Reason(path, (e as SocketException)?.SocketErrorCode, e.Message));
        }
    }

    /// <returns>The answer's data.</returns>
    /// <exception cref="NodeException">The node refused, or went away.</exception>
    public async Task<JsonNode> AskAsync(string operation, JsonObject arguments, CancellationToken cancellation)
    {
        var request = new JsonObject { ["operation"] = operation, ["arguments"] = arguments }.ToJsonString() + "\n";
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), cancellation);
            return await reader.ReadLineAsync(cancellation) is { } line ? Data(line) : throw Gone();
        }
        catch (IOException)
        {
            throw Gone();
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }

    private NodeException Gone() => NodeException.Unreachable($"the node at {path} closed the connection before it answered");

    private JsonNode Data(string line)
    {
        try
        {
            var answer = JsonNode.Parse(line)!;
            if (answer["ok"]!.GetValue<bool>())
                return answer["data"]!;
            var error = answer["error"]!;
            throw new NodeException(error["code"]!.GetValue<string>(), error["message"]!.GetValue<string>());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw NodeException.Unreachable($"what listens at {path} is no node: {e.Message}");
        }
    }

    private static string Reason(string path, SocketError? error, string message) => error switch
    {
        SocketError.ConnectionRefused => $"no node listens at {path}: its socket is there, but the node is not running",
        SocketError.AccessDenied => $"{path} may be opened only by its owner, and you are another user",
        SocketError.AddressNotAvailable => $"no node listens at {path}: there is no such socket",
        _ when !File.Exists(path) => $"no node listens at {path}: there is no such socket",
        _ => $"no node listens at {path}: {message}",
    };
}
