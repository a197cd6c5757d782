namespace Protocols.Ppp.Roles;

internal enum AuthenticatorStage
{
    AwaitingProof,
    Checking,
    Accepted,
    Rejected,
}

/// <summary>We authenticate the peer.</summary>
internal sealed record Authenticator(AuthenticationMethod Method)
{
    public AuthenticatorStage Stage { get; init; }

    /// <summary>CHAP: that of our Challenge. PAP: that of the peer's last request, which the answer goes to.</summary>
    public byte Identifier { get; init; }

    /// <summary>Empty with PAP, and after a restoration: nothing can be proved against a forgotten challenge.</summary>
    public ReadOnlyMemory<byte> Challenge { get; init; }

    public int ChallengesSent { get; init; }

    public string PeerName { get; init; } = "";

    public long CheckNumber { get; init; }

    public AuthenticationAnswer? Answer { get; init; }

    /// <summary>The message of our verdict; a peer that missed it gets it again (RFC 1994 §4.2, RFC 1334 §2.2.1).</summary>
    public ReadOnlyMemory<byte> VerdictMessage { get; init; }
}
