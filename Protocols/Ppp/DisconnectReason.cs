namespace Protocols.Ppp;

/// <summary>Why we close an open link; the text goes into our Terminate-Request too.</summary>
public sealed record DisconnectReason(PppDisconnectCode Code, string Text)
{
    public static DisconnectReason Administrative(string text = "administrative") => new(PppDisconnectCode.Administrative, text);

    public static DisconnectReason Normal(string text) => new(PppDisconnectCode.NormalDisconnection, text);

    public static DisconnectReason IdleTimeout { get; } = Normal("idle timeout");

    public static DisconnectReason SessionTimeout { get; } = Normal("session timeout");

    public PppDisconnectCause Cause => new(
        Code,
        0,
        Code == PppDisconnectCode.NormalDisconnection ? PppDisconnectDirection.AtLocal : PppDisconnectDirection.Global,
        Text);
}
