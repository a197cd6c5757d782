namespace Protocols.L2tp;

/// <summary>
/// A control message: a closed set, one sealed record each, with the RFC's names. Each record reads and writes its own AVPs; the wire
/// rules they share are those of <see cref="ControlMessageCodec"/>.
/// </summary>
public abstract record ControlMessage
{
    private protected ControlMessage() { }

    public abstract MessageType Type { get; }

    /// <summary>One line for a log; no secret, challenge or password is in it.</summary>
    public sealed override string ToString() => ControlMessageCodec.Describe(this);

    internal abstract void Write(AvpList avps);
}
