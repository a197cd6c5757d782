using System.Diagnostics;

namespace Lab.Foreign;

/// <summary>tshark as the referee of a capture.</summary>
public static class Tshark
{
    /// <summary>Expert information from warnings up, and what it cannot take apart.</summary>
    private const string Wrong = "_ws.malformed || _ws.expert.severity >= 0x600000";

    /// <summary>It verifies no checksum unless told.</summary>
    private static readonly string[] Checks = ["-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"];

    /// <param name="radiusPorts">Ports that are not the standard's, which it has to be told.</param>
    /// <returns>Packets that it finds fault with, each with what it says; empty is good.</returns>
    public static Task<IReadOnlyList<string>> Complaints(string capture, params IEnumerable<int> radiusPorts) =>
        Read(capture, Wrong, radiusPorts, ["frame.number", "_ws.col.Protocol", "_ws.col.Info", "_ws.expert.message", "_ws.malformed"]);

    /// <returns>Packets that a display filter takes, as tab-separated fields.</returns>
    public static Task<IReadOnlyList<string>> Select(string capture, string filter, params string[] fields) => Read(capture, filter, [], fields);

    private static async Task<IReadOnlyList<string>> Read(string capture, string filter, IEnumerable<int> radiusPorts, string[] fields)
    {
        var program = ForeignProgram.Find("tshark") ?? throw new FileNotFoundException("tshark is not installed");
        var start = new ProcessStartInfo(program,
        [
            "-n", "-r", capture, .. Checks, .. radiusPorts.SelectMany(port => (string[])["-d", $"udp.port=={port},radius"]),
            "-Y", filter, "-T", "fields", .. fields.SelectMany(field => (string[])["-e", field]),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"tshark: {await errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
