using static Protocols.Ppp.Control.AutomatonActions;
using static Protocols.Ppp.Control.AutomatonState;

namespace Protocols.Ppp.Control;

/// <summary>
/// The state transition table of RFC 1661 §4.1, total over ten states and sixteen events. Its options are not in it:
/// "r" (restart) is not taken, "p" (passive) is <see cref="ControlLimits.Passive"/>, "x" (crossed connection) is kept.
/// </summary>
public static class Automaton
{
    private static readonly Transition No = (Impossible, Initial);

    // The RFC prints the table in two halves; so do we.
    private static readonly Transition[][] InitialToStopping =
    [
        //            Initial        Starting           Closed             Stopped                  Closing         Stopping
        /* Up   */ [Closed,         (Irc | Scr, ReqSent), No,                No,                      No,             No],
        /* Down */ [No,             No,                Initial,           (Tls, Starting),         Initial,        Starting],
        /* Open */ [(Tls, Starting), Starting,         (Irc | Scr, ReqSent), Stopped,              Stopping,       Stopping],
        /* Close*/ [Initial,        (Tlf, Initial),    Closed,            Closed,                  Closing,        Closing],
        /* TO+  */ [No,             No,                No,                No,                      (Str, Closing), (Str, Stopping)],
        /* TO-  */ [No,             No,                No,                No,                      (Tlf, Closed),  (Tlf, Stopped)],
        /* RCR+ */ [No,             No,                (Sta, Closed),     (Irc | Scr | Sca, AckSent), Closing,     Stopping],
        /* RCR- */ [No,             No,                (Sta, Closed),     (Irc | Scr | Scn, ReqSent), Closing,     Stopping],
        /* RCA  */ [No,             No,                (Sta, Closed),     (Sta, Stopped),          Closing,        Stopping],
        /* RCN  */ [No,             No,                (Sta, Closed),     (Sta, Stopped),          Closing,        Stopping],
        /* RTR  */ [No,             No,                (Sta, Closed),     (Sta, Stopped),          (Sta, Closing), (Sta, Stopping)],
        /* RTA  */ [No,             No,                Closed,            Stopped,                 (Tlf, Closed),  (Tlf, Stopped)],
        /* RUC  */ [No,             No,                (Scj, Closed),     (Scj, Stopped),          (Scj, Closing), (Scj, Stopping)],
        /* RXJ+ */ [No,             No,                Closed,            Stopped,                 Closing,        Stopping],
        /* RXJ- */ [No,             No,                (Tlf, Closed),     (Tlf, Stopped),          (Tlf, Closed),  (Tlf, Stopped)],
        /* RXR  */ [No,             No,                Closed,            Stopped,                 Closing,        Stopping],
    ];

    private static readonly Transition[][] ReqSentToOpened =
    [
        //            Req-Sent               Ack-Rcvd               Ack-Sent               Opened
        /* Up   */ [No,                    No,                    No,                    No],
        /* Down */ [Starting,              Starting,              Starting,              (Tld, Starting)],
        /* Open */ [ReqSent,               AckRcvd,               AckSent,               Opened],
        /* Close*/ [(Irc | Str, Closing),  (Irc | Str, Closing),  (Irc | Str, Closing),  (Tld | Irc | Str, Closing)],
        /* TO+  */ [(Scr, ReqSent),        (Scr, ReqSent),        (Scr, AckSent),        No],
        /* TO-  */ [(Tlf, Stopped),        (Tlf, Stopped),        (Tlf, Stopped),        No],
        /* RCR+ */ [(Sca, AckSent),        (Sca | Tlu, Opened),   (Sca, AckSent),        (Tld | Scr | Sca, AckSent)],
        /* RCR- */ [(Scn, ReqSent),        (Scn, AckRcvd),        (Scn, ReqSent),        (Tld | Scr | Scn, ReqSent)],
        /* RCA  */ [(Irc, AckRcvd),        (Scr, ReqSent),        (Irc | Tlu, Opened),   (Tld | Scr, ReqSent)],
        /* RCN  */ [(Irc | Scr, ReqSent),  (Scr, ReqSent),        (Irc | Scr, AckSent),  (Tld | Scr, ReqSent)],
        /* RTR  */ [(Sta, ReqSent),        (Sta, ReqSent),        (Sta, ReqSent),        (Tld | Zrc | Sta, Stopping)],
        /* RTA  */ [ReqSent,               ReqSent,               AckSent,               (Tld | Scr, ReqSent)],
        /* RUC  */ [(Scj, ReqSent),        (Scj, AckRcvd),        (Scj, AckSent),        (Scj, Opened)],
        /* RXJ+ */ [ReqSent,               ReqSent,               AckSent,               Opened],
        /* RXJ- */ [(Tlf, Stopped),        (Tlf, Stopped),        (Tlf, Stopped),        (Tld | Irc | Str, Stopping)],
        /* RXR  */ [ReqSent,               AckRcvd,               AckSent,               (Ser, Opened)],
    ];

    public static Transition Next(AutomatonState state, AutomatonEvent happening)
    {
        var cell = state < ReqSent
            ? InitialToStopping[(int)happening][(int)state]
            : ReqSentToOpened[(int)happening][state - ReqSent];
        return cell.IsImpossible ? cell with { State = state } : cell;
    }

    /// <summary>The states in which the Restart timer runs (RFC 1661 §4.2).</summary>
    public static bool RunsRestartTimer(AutomatonState state) =>
        state is Closing or Stopping or ReqSent or AckRcvd or AckSent;
}
