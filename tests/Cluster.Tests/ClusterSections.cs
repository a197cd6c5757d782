using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Cluster.Tests;

/// <summary>What makes members of a lab's nodes: figures that a loaded machine doesn't trip, and a journal in one file.</summary>
internal static class ClusterSections
{
    /// <summary>The system gives ports from 32768 on to whoever connects (ip_local_port_range): one of those could be taken until its node starts.</summary>
    private const int FirstPort = 10000, EndOfPorts = 32768;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port of the loopback that nobody has and that no other call gets.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(FirstPort, EndOfPorts);
            if (Given.TryAdd(port, true) && IsFree(port)) return port;
        }
    }

    /// <summary>A key file that only its owner can read.</summary>
    public static string Key(string directory)
    {
        var path = Path.Combine(directory, "key");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return path;
    }

    /// <summary>A runtime that starts on two busy cores stands still for longer than the usual figures bear.</summary>
    public static JsonObject Detector => new() { ["heartbeatIntervalMs"] = 1000, ["acceptablePauseMs"] = 20000 };

    /// <inheritdoc cref="Detector"/>
    public static JsonObject Resolver => new() { ["stableAfterMs"] = 4000, ["removalMarginMs"] = 4000 };

    public static JsonObject Member(int port, int seed) => new()
    {
        ["address"] = "127.0.0.1",
        ["port"] = port,
        ["seeds"] = new JsonArray($"127.0.0.1:{seed}"),
        ["detector"] = Detector,
        ["resolver"] = Resolver,
    };

    public static JsonObject Lns(int port, int seed, string directory)
    {
        var member = Member(port, seed);
        member["journal"] = new JsonObject { ["sqlite"] = Path.Combine(directory, "journal.db") };
        return member;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
