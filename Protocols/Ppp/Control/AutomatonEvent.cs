namespace Protocols.Ppp.Control;

/// <summary>RFC 1661 §4.3, in the order of its table.</summary>
public enum AutomatonEvent
{
    Up,
    Down,
    Open,
    Close,
    /// <summary>TO+: the Restart timer ended, the counter is above zero.</summary>
    TimeoutPlus,
    /// <summary>TO-: the Restart timer ended, the counter is used up.</summary>
    TimeoutMinus,
    /// <summary>RCR+: Receive-Configure-Request, acceptable.</summary>
    RcrPlus,
    /// <summary>RCR-: Receive-Configure-Request, to be answered with Nak or Reject.</summary>
    RcrMinus,
    /// <summary>Receive-Configure-Ack.</summary>
    Rca,
    /// <summary>Receive-Configure-Nak or -Reject.</summary>
    Rcn,
    /// <summary>Receive-Terminate-Request.</summary>
    Rtr,
    /// <summary>Receive-Terminate-Ack.</summary>
    Rta,
    /// <summary>Receive-Unknown-Code.</summary>
    Ruc,
    /// <summary>RXJ+: a Code-Reject or Protocol-Reject we can live with.</summary>
    RxjPlus,
    /// <summary>RXJ-: a Code-Reject or Protocol-Reject we can't live with.</summary>
    RxjMinus,
    /// <summary>Receive-Echo-Request, -Echo-Reply or -Discard-Request.</summary>
    Rxr,
}
