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

    private static ModemProfile Modem(LineOptions line, ModemProfile profile) => profile;

    private static EndPoint RemoteOf(string text) => IPEndPoint.TryParse(text, out var address)
        ? address
        : new DnsEndPoint(text[..text.LastIndexOf(':')], int.Parse(text.AsSpan(text.LastIndexOf(':') + 1), System.Globalization.CultureInfo.InvariantCulture));

    private static FramingDetection Framing(FramingDetect detect) =>
        detect == FramingDetect.Strict ? FramingDetection.Strict : FramingDetection.Carrier;
}
