using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Lns.Node.Configuration;
using Node.Common.Configuration;

namespace Lns.Node.Standby;

/// <summary><c>bras lns --hand-over</c>: asks the active to pass its work on, and waits until another process answers in its place.</summary>
public static class HandOverCommand
{
    private const string Usage = "usage: bras lns --hand-over --config FILE";
    private const int BadUsage = 64;
    private const int BadConfiguration = 78;

    /// <summary>Open work may take ten seconds to end; the standby then goes on at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static bool IsMeant(string[] args) => args.Contains("--hand-over");

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (args.Where(arg => arg != "--hand-over").ToArray() is not ["--config", var file])
            return await Refuse(Usage, BadUsage);
        var configured = ConfigurationLoader.Load<LnsOptions>(file, LnsOptions.EnvironmentPrefix);
        if (configured.Value is not { } options)
            return await Refuse(string.Join('\n', configured.Faults), BadConfiguration);
        if (await Process(options.OperationsSocket) is not { } before)
            return await Refuse($"no active process answers on {options.OperationsSocket}");
        if (await Ask(options.OperationsSocket, "hand-over") is { } answer && !answer.GetProperty("ok").GetBoolean())
            return await Refuse(answer.GetProperty("error").GetProperty("message").GetString()!);
        var begin = time.GetTimestamp();
        while (time.GetElapsedTime(begin) < Patience)
        {
            if (await Process(options.OperationsSocket) is { } now && now != before)
            {
                await Console.Out.WriteLineAsync($"process {before} has handed over to process {now} in {time.GetElapsedTime(begin).TotalMilliseconds:0} ms");
                return 0;
            }
            await Task.Delay(Interval, time);
        }
        return await Refuse($"process {before} was asked, and after {Patience.TotalSeconds} s nobody answers in its place");
    }

    /// <returns>Which process answers; null for none.</returns>
    private static async Task<int?> Process(string socket) =>
        await Ask(socket, "process") is { } answer && answer.GetProperty("ok").GetBoolean()
            ? answer.GetProperty("data").GetProperty("process").GetInt32() : null;

    /// <returns>Null when nobody is there, or went away before it answered.</returns>
    private static async Task<JsonElement?> Ask(string path, string operation)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"operation": "{{operation}}"}""" + "\n"));
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadLineAsync() is { } line ? JsonSerializer.Deserialize<JsonElement>(line) : null;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return null;
        }
    }

    private static async Task<int> Refuse(string reason, int code = 1)
    {
        await Console.Error.WriteLineAsync(reason == Usage ? reason : $"bras lns --hand-over: {reason}");
        return code;
    }
}
