namespace Protocols.Hdlc;

/// <summary>What came off a line, by fate. Only <see cref="BadFcs"/> are errors in RFC 1662's sense (§4.3).</summary>
public struct HdlcCounters
{
    public long Frames;
    public long BadFcs;

    /// <summary>Shorter than four octets, check sequence included.</summary>
    public long Runts;

    /// <summary>Ended by Escape and Flag.</summary>
    public long Aborts;

    public long Oversize;
}
