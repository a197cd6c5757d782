namespace Protocols.Ppp.Authentication;

/// <summary>RFC 1334 §2.2.</summary>
public static class PapCode
{
    public const byte AuthenticateRequest = 1;
    public const byte AuthenticateAck = 2;
    public const byte AuthenticateNak = 3;
}

/// <summary>RFC 1994 §4.</summary>
public static class ChapCode
{
    public const byte Challenge = 1;
    public const byte Response = 2;
    public const byte Success = 3;
    public const byte Failure = 4;
}
