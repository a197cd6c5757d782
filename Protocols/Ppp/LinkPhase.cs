namespace Protocols.Ppp;

/// <summary>Phases of a link (RFC 1661 §3.2).</summary>
public enum LinkPhase
{
    Dead = 0,
    Establish = 1,
    Authenticate = 2,
    Network = 3,
    Terminate = 4,
}
