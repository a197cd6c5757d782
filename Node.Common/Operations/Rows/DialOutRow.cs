using System.Net;

namespace Node.Common.Operations.Rows;

/// <summary>One line of <c>show dial-out</c>: a dial-out session with the call it has.</summary>
/// <param name="Key">What <c>reset</c> and <c>delete</c> want.</param>
/// <param name="State">authenticating, connecting, in-service, inhibited, post-inhibited, dormant, pending or failed.</param>
/// <param name="TimerSecondsLeft">Of the timer that ends the state, null where none does.</param>
/// <param name="BufferedTriggers">Packets that wait for the call.</param>
/// <param name="LastResult">Result code of the last call that failed, as CDN or StopCCN carries it.</param>
public sealed record DialOutRow(
    string Key,
    string VirtualRouter,
    IPNetwork Target,
    IPAddress Trigger,
    string State,
    int? TimerSecondsLeft,
    int Attempts,
    int BufferedTriggers,
    IPAddress? Lac,
    int? TunnelId,
    int? SessionId,
    string? Number,
    long? TransmitBps,
    long? ReceiveBps,
    string? User,
    IPAddress? LocalAddress,
    IPAddress? PeerAddress,
    int? LastResult,
    int? LastError,
    string? LastText);
