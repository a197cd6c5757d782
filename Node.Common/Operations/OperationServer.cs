using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Node.Common.Operations;

/// <summary>
/// Serves a registry over a Unix stream socket that only its owner may open: a line {"operation": …, "arguments": {…}} is answered by a
/// line {"ok": true, "data": …} or {"ok": false, "error": {"code": …, "message": …}}. A connection may ask any number of times.
/// </summary>
public sealed class OperationServer : IAsyncDisposable
{
    /// <summary>A request is a verb and a key; more is not one of ours.</summary>
    public const int MaximumRequestLength = 65536;

    /// <summary>An operator, a few scripts and a console; the bound is against a client that leaks connections.</summary>
    private const int MaximumConnections = 64;

    /// <summary>What is being answered when the server stops gets so long; a hand-over waits for it, and answers take milliseconds.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMilliseconds(200);

    private readonly string path;
    private readonly OperationFace face;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly Socket listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource silencing = new();
    private readonly SemaphoreSlim places = new(MaximumConnections);
    private readonly Task accepting;

    private OperationServer(string path, Socket listener, OperationRegistry registry, ILogger log, TimeProvider time)
    {
        (this.path, this.time) = (path, time);
        this.listener = listener;
        face = new OperationFace(registry, log);
        this.log = log;
        accepting = AcceptAsync();
    }

    /// <param name="time">By which an answer is late when the server stops; null: the machine's.</param>
    /// <exception cref="IOException">Another node listens there, or the place cannot be used.</exception>
    public static OperationServer Start(string path, OperationRegistry registry, ILogger log, TimeProvider? time = null)
    {
        try
        {
            return new OperationServer(path, UnixListener.Open(path), registry, log, time ?? TimeProvider.System);
        }
        catch (Exception e) when (e is SocketException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"operations socket {path}: {e.Message}", e);
        }
    }

    /// <summary>Takes no more requests; who has asked gets the answer, as the one who asks for the end of this process does.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        // closing a bound Unix socket also removes its file
        listener.Dispose();
        await accepting;
        using var patience = new CancellationTokenSource(AnswerPatience, time);
        try
        {
            for (var place = 0; place < MaximumConnections; place++)
                await places.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await silencing.CancelAsync();
        }
        stopping.Dispose();
        silencing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await places.WaitAsync(stopping.Token);
                _ = ServeAsync(await NextAsync());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            if (!stopping.IsCancellationRequested)
                log.LogError(e, "operations socket {Path} is gone", path);
        }
    }

    private async Task<Socket> NextAsync()
    {
        try
        {
            return await listener.AcceptAsync(stopping.Token);
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var (stop, silence) = (stopping.Token, silencing.Token);
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            var lines = new RequestLines(stream, MaximumRequestLength);
            while (await lines.ReadAsync(stop) is { } line)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(await face.AnswerAsync(line, silence) + "\n"), silence);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidDataException)
        {
            // the client went away, or sent a line without end: there is nobody to answer
        }
        finally
        {
            places.Release();
        }
    }
}
