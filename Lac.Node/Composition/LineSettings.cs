using System.Net;
using System.Net.Sockets;
using Lac.Node.Configuration;
using Lac.Node.Lines;
using Platform.Terminals;
using Protocols.Hayes;

namespace Lac.Node.Composition;

/// <summary>The configuration's lines as their drivers take them.</summary>
internal static class LineSettings
{
    public static IEnumerable<LineDriverSettings> From(LacOptions options) =>
        options.Pools.SelectMany(pool => pool.Lines.Select(line => Driver(pool, line) with { Framing = Framing(pool.FramingDetect) }));

    private static LineDriverSettings Driver(PoolOptions pool, LineOptions line) => line.Driver switch
    {
        LineDriver.Tty => new TtyLineSettings(line.Name, new TtySettings(line.Device!) { BitsPerSecond = line.Speed }) { Modem = Modem(line, ModemProfile.Default) },
        LineDriver.Tcp => new SocketLineSettings(line.Name, RemoteOf(line.Device!)) is var socket ? socket with { Modem = Modem(line, socket.Modem) } : null!,
        LineDriver.Emulated => new SocketLineSettings(line.Name, new UnixDomainSocketEndPoint(line.Device!)),
        _ => new ProgramLineSettings(line.Name, line.Program!)
        {
            Arguments = [.. line.Arguments],
            WorkingDirectory = line.WorkingDirectory ?? Environment.CurrentDirectory,
            ReportedBps = line.Speed,
        },
    };

    /// <summary>What the configuration says goes before the profile's own way; AT and ATD are the profile's to write.</summary>
    private static ModemProfile Modem(LineOptions line, ModemProfile profile)
    {
        if (line.Init is { } init) profile = profile with { InitLines = [new InitLine(Without("AT", init))] };
        return profile with { DialPrefix = Without("ATD", line.Dial) };
    }

    private static string Without(string start, string command) =>
        command.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? command[start.Length..] : command;

    /// <exception cref="IOException">The name leads to no address.</exception>
    private static IPEndPoint RemoteOf(string text)
    {
        if (IPEndPoint.TryParse(text, out var address)) return address;
        var colon = text.LastIndexOf(':');
        try
        {
            return new IPEndPoint(Dns.GetHostAddresses(text[..colon])[0], int.Parse(text.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (SocketException e)
        {
            throw new IOException($"terminal server {text}: {e.Message}", e);
        }
    }

    private static FramingDetection Framing(FramingDetect detect) =>
        detect == FramingDetect.Strict ? FramingDetection.Strict : FramingDetection.Carrier;
}
