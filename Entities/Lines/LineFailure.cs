using Shared.Messages;

namespace Entities.Lines;

/// <summary>Why there is no call, or no longer one, as CDN carries it: the LAC's answers to what a line does.</summary>
/// <param name="Result">CDN result code (RFC 2661 §4.4.2).</param>
/// <param name="Error">General error code; with result 2 alone, else 0.</param>
/// <param name="Cause">Q.931 cause (Q.850).</param>
public sealed record LineFailure(uint Result, uint Error, uint Cause, string Text)
{
    private const uint VendorSpecific = 6;

    // before a line is seized
    public static LineFailure NoFreeLine { get; } = new(4, 0, 34, "no free line");
    public static LineFailure NoSuchLineType { get; } = new(5, 0, 65, "no line of this bearer or framing");
    public static LineFailure NumberMalformed { get; } = new(6, 0, 28, "malformed number");
    public static LineFailure NumberUnknown { get; } = new(6, 0, 28, "no line dials this number");
    public static LineFailure NumberBarred { get; } = new(6, 0, 21, "number barred");

    // while dialling. RFC 2661 has no code for "no answer": 7, so that 10 stays the LAC's own timer
    public static LineFailure Busy { get; } = new(8, 0, 17, "busy");
    public static LineFailure NoAnswer { get; } = new(7, 0, 19, "no answer");
    public static LineFailure NoCarrier { get; } = new(7, 0, 18, "no carrier");
    public static LineFailure NoDialtone { get; } = new(9, 0, 27, "no dial tone");
    public static LineFailure Delayed { get; } = new(4, 0, 63, "redial delayed by the modem");
    public static LineFailure Blacklisted { get; } = new(3, 0, 21, "number blacklisted by the modem");
    public static LineFailure ModemError { get; } = new(2, VendorSpecific, 41, "modem error");
    public static LineFailure DialTimeout { get; } = new(10, 0, 102, "not connected in time");

    // after CONNECT
    public static LineFailure BelowMinimumSpeed { get; } = new(2, VendorSpecific, 58, "connected below the minimum speed");
    public static LineFailure NoFraming { get; } = new(11, 0, 88, "connected, but no PPP framing seen");
    public static LineFailure NoSession { get; } = new(2, VendorSpecific, 41, "no session took the line");
    public static LineFailure CarrierLost { get; } = new(1, 0, 41, "carrier lost");
    public static LineFailure Restarted { get; } = new(1, 0, 41, "carrier lost: LAC was restarted");

    /// <summary>What a driver's bad news means for the call it comes in.</summary>
    public static LineFailure Of(LineEventKind kind) => kind switch
    {
        LineEventKind.LineBusy => Busy,
        LineEventKind.LineNoAnswer => NoAnswer,
        LineEventKind.LineNoCarrier => NoCarrier,
        LineEventKind.LineNoDialtone => NoDialtone,
        LineEventKind.LineDelayed => Delayed,
        LineEventKind.LineBlacklisted => Blacklisted,
        LineEventKind.LineDropped => CarrierLost,
        _ => ModemError,
    };

    /// <param name="detail">The modem's own words.</param>
    public LineFailure With(string detail) => detail.Length == 0 ? this : this with { Text = $"{Text} ({detail})" };
}
