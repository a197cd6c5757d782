namespace Protocols.Ppp.Control;

/// <summary>
/// RFC 1661 §4.4. A set, as several actions "may be executed in any order" (§4.1); we take tld first, tlu and tlf last.
/// </summary>
[Flags]
public enum AutomatonActions
{
    None = 0,
    /// <summary>This-Layer-Down.</summary>
    Tld = 1 << 0,
    /// <summary>This-Layer-Started.</summary>
    Tls = 1 << 1,
    /// <summary>Initialize-Restart-Count.</summary>
    Irc = 1 << 2,
    /// <summary>Zero-Restart-Count.</summary>
    Zrc = 1 << 3,
    /// <summary>Send-Configure-Request.</summary>
    Scr = 1 << 4,
    /// <summary>Send-Configure-Ack.</summary>
    Sca = 1 << 5,
    /// <summary>Send-Configure-Nak or -Reject.</summary>
    Scn = 1 << 6,
    /// <summary>Send-Terminate-Request.</summary>
    Str = 1 << 7,
    /// <summary>Send-Terminate-Ack.</summary>
    Sta = 1 << 8,
    /// <summary>Send-Code-Reject.</summary>
    Scj = 1 << 9,
    /// <summary>Send-Echo-Reply.</summary>
    Ser = 1 << 10,
    /// <summary>This-Layer-Up.</summary>
    Tlu = 1 << 11,
    /// <summary>This-Layer-Finished.</summary>
    Tlf = 1 << 12,
    /// <summary>The table's "-": cannot happen in a right implementation. Nothing is done, the state stays.</summary>
    Impossible = 1 << 13,
}
