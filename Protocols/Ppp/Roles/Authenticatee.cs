namespace Protocols.Ppp.Roles;

internal enum AuthenticateeStage
{
    AwaitingChallenge,
    AwaitingVerdict,
    Accepted,
    Refused,
}

/// <summary>The peer authenticates us.</summary>
internal sealed record Authenticatee(AuthenticationMethod Method)
{
    public AuthenticateeStage Stage { get; init; }

    /// <summary>That of our last request or response.</summary>
    public byte Identifier { get; init; }

    public int Sent { get; init; }

    /// <summary>The challenge that <see cref="ResponseData"/> answers; null: none yet.</summary>
    public ReadOnlyMemory<byte>? Challenge { get; init; }

    public ReadOnlyMemory<byte> ResponseData { get; init; }

    /// <summary>MS-CHAPv2: the proof that the peer knows our password (RFC 2759 §5); empty otherwise.</summary>
    public string ExpectedSuccess { get; init; } = "";
}
