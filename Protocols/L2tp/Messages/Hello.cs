namespace Protocols.L2tp;

/// <summary>Keeps the tunnel alive; the session ID in its header is 0 (RFC 2661 §6.5).</summary>
public sealed record Hello : ControlMessage
{
    public override MessageType Type => MessageType.Hello;

    internal override void Write(AvpList avps)
    {
        // Nothing follows the Message Type.
    }
}
