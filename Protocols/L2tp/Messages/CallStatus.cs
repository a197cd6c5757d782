namespace Protocols.L2tp;

/// <summary>WAN-Error-Notify, LAC to LNS, at most once in 60 s (RFC 2661 §6.13).</summary>
public sealed record Wen : ControlMessage
{
    public required CallErrors CallErrors { get; init; }

    public override MessageType Type => MessageType.Wen;

    internal static Wen Read(AvpSet avps) => new() { CallErrors = CallErrors.Read(avps.Octets(AvpType.CallErrors)) };

    internal override void Write(AvpList avps) => avps.Value(AvpType.CallErrors, CallErrors.ToValue());
}

/// <summary>Set-Link-Info, LNS to LAC, at any time in a call: the ACCMs that PPP agreed on (RFC 2661 §6.14).</summary>
public sealed record Sli : ControlMessage
{
    /// <summary>For what the LAC sends to the remote system.</summary>
    public required uint SendAccm { get; init; }

    /// <summary>For what the LAC receives from it.</summary>
    public required uint ReceiveAccm { get; init; }

    public override MessageType Type => MessageType.Sli;

    internal static Sli Read(AvpSet avps)
    {
        var (send, receive) = Accm.Read(avps.Octets(AvpType.Accm));
        return new() { SendAccm = send, ReceiveAccm = receive };
    }

    internal override void Write(AvpList avps) => avps.Value(AvpType.Accm, new Accm(SendAccm, ReceiveAccm).ToValue());
}
