using System.Diagnostics;

namespace Lab.Foreign;

/// <summary>tshark as the referee of a capture.</summary>
public static class Tshark
{
    /// <summary>Expert information from warnings up, and what it cannot take apart.</summary>
    private const string Wrong = "_ws.malformed || _ws.expert.severity >= 0x600000";

    /// <summary>It verifies no checksum unless told.</summary>
    private static readonly string[] Checks = ["-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"];

    /// <summary>
    /// tshark 4.0 names the AVPs of RFC 4951 and leaves their values alone, with this warning for each (their octets are held against the RFC's
    /// figures elsewhere).
    /// </summary>
    private const string Undecoded = "Vendor-Specific AVP data";

    private static readonly string[] UndecodedAvps = ["76", "77", "78", "79"];

    /// <param name="radiusPorts">Ports that are not the standard's, which it has to be told.</param>
    /// <returns>Packets that it finds fault with, each with what it says; empty is good.</returns>
    public static async Task<IReadOnlyList<string>> Complaints(string capture, params IEnumerable<int> radiusPorts)
    {
        var packets = await Read(capture, Wrong, radiusPorts,
            ["_ws.expert.message", "l2tp.avp.type", "frame.number", "_ws.col.Protocol", "_ws.col.Info", "_ws.malformed"]);
        return [.. packets.Where(packet => !IsExcused(packet.Split('\t')))];
    }

    /// <summary>All that it says is that warning, once for each AVP that has earned it.</summary>
    private static bool IsExcused(string[] fields)
    {
        var messages = fields[0].Split(',');
        return messages.All(message => message == Undecoded) && messages.Length == fields[1].Split(',').Count(UndecodedAvps.Contains);
    }

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
