namespace Protocols.Ppp.Control;

/// <summary>RFC 1661 §4.2; the numbers are those of its table.</summary>
public enum AutomatonState
{
    Initial = 0,
    Starting = 1,
    Closed = 2,
    Stopped = 3,
    Closing = 4,
    Stopping = 5,
    ReqSent = 6,
    AckRcvd = 7,
    AckSent = 8,
    Opened = 9,
}
