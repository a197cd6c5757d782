using System.Collections.Immutable;
using System.Net;
using Platform.Terminals;
using Protocols.Hayes;

namespace Lac.Node.Lines;

public enum FramingDetection
{
    /// <summary>A PPP frame, or else a silence after CONNECT: many sites wait for the caller to speak first.</summary>
    Carrier,

    /// <summary>A PPP frame.</summary>
    Strict,
}

/// <param name="Line">Its name, unique in the node.</param>
public abstract record LineDriverSettings(string Line)
{
    public FramingDetection Framing { get; init; }

    /// <summary>Silence after CONNECT, or after a login banner, that counts as framing with <see cref="FramingDetection.Carrier"/>.</summary>
    public int SilenceMs { get; init; } = 2000;

    /// <summary>Frames that wait for a slow line; 8192 octets are two seconds at 33 600 bit/s, and more than the longest frame.</summary>
    public int OutputQueueOctets { get; init; } = 8192;
}

/// <summary>A Hayes modem on a serial device.</summary>
public sealed record TtyLineSettings(string Line, TtySettings Device) : LineDriverSettings(Line)
{
    public ModemProfile Modem { get; init; } = ModemProfile.Default;
}

/// <summary>A Hayes modem behind a stream socket: <c>tcp</c> a terminal server, <c>emulated</c> the lab on a Unix socket.</summary>
public sealed record SocketLineSettings(string Line, EndPoint Remote) : LineDriverSettings(Line)
{
    /// <summary>Closing is all that DTR can do here, and it works at once.</summary>
    public ModemProfile Modem { get; init; } = ModemProfile.Default with { DtrLowMs = 100 };
}

/// <summary>A program on a pseudo terminal for each call: it is "connected" as soon as it runs.</summary>
public sealed record ProgramLineSettings(string Line, string File) : LineDriverSettings(Line)
{
    public ImmutableArray<string> Arguments { get; init; } = [];

    public string WorkingDirectory { get; init; } = "/";

    /// <summary>Reported as the connect speed; 0: not told.</summary>
    public int ReportedBps { get; init; }

    /// <summary>Besides CALLED_NUMBER, LINE_NAME, and the few of the node's own that a program can't do without.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>From SIGHUP to SIGKILL.</summary>
    public int KillAfterMs { get; init; } = 2000;
}
