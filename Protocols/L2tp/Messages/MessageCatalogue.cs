using System.Collections.Immutable;

namespace Protocols.L2tp;

/// <summary>One row of <see cref="MessageCatalogue"/>.</summary>
/// <param name="Name">The abbreviation as the RFC spells it.</param>
/// <param name="Scope">What an error in the message brings down (RFC 2661 §4.1).</param>
/// <param name="Mandatory">M bit of its Message Type AVP: an implementation that does not know the message clears the tunnel (§4.4.1).</param>
public sealed record MessageDefinition(MessageType Type, string Name, string FullName, MessageSender Sender, ControlScope Scope, bool Mandatory,
    string Section)
{
    public ImmutableArray<AvpDefinition> Required { get; } = [.. AvpCatalogue.All.Where(avp => avp.RequiredIn.Contains(Type))];

    public ImmutableArray<AvpDefinition> Optional { get; } = [.. AvpCatalogue.All.Where(avp => avp.OptionalIn.Contains(Type))];

    /// <summary>FSQ and FSR: AVPs that have no place there are to be ignored, whatever their M bit (RFC 4951 §4.1, §4.2).</summary>
    public bool IgnoresOtherAvps => !Mandatory;
}

public enum MessageSender
{
    Either,
    Lac,
    Lns,
}

/// <summary>Whom a message, or an error in it, concerns.</summary>
public enum ControlScope
{
    Tunnel,
    Session,
}

/// <summary>Every control message; which AVPs it holds is said by <see cref="AvpCatalogue"/>.</summary>
public static class MessageCatalogue
{
    /// <summary>In the order of their numbers.</summary>
    public static ImmutableArray<MessageDefinition> All { get; } =
    [
        new(MessageType.Sccrq, "SCCRQ", "Start-Control-Connection-Request", MessageSender.Either, ControlScope.Tunnel, true, "RFC 2661 §6.1"),
        new(MessageType.Sccrp, "SCCRP", "Start-Control-Connection-Reply", MessageSender.Either, ControlScope.Tunnel, true, "RFC 2661 §6.2"),
        new(MessageType.Scccn, "SCCCN", "Start-Control-Connection-Connected", MessageSender.Either, ControlScope.Tunnel, true, "RFC 2661 §6.3"),
        new(MessageType.StopCcn, "StopCCN", "Stop-Control-Connection-Notification", MessageSender.Either, ControlScope.Tunnel, true, "RFC 2661 §6.4"),
        new(MessageType.Hello, "HELLO", "Hello", MessageSender.Either, ControlScope.Tunnel, true, "RFC 2661 §6.5"),
        new(MessageType.Ocrq, "OCRQ", "Outgoing-Call-Request", MessageSender.Lns, ControlScope.Session, true, "RFC 2661 §6.9"),
        new(MessageType.Ocrp, "OCRP", "Outgoing-Call-Reply", MessageSender.Lac, ControlScope.Session, true, "RFC 2661 §6.10"),
        new(MessageType.Occn, "OCCN", "Outgoing-Call-Connected", MessageSender.Lac, ControlScope.Session, true, "RFC 2661 §6.11"),
        new(MessageType.Icrq, "ICRQ", "Incoming-Call-Request", MessageSender.Lac, ControlScope.Session, true, "RFC 2661 §6.6"),
        new(MessageType.Icrp, "ICRP", "Incoming-Call-Reply", MessageSender.Lns, ControlScope.Session, true, "RFC 2661 §6.7"),
        new(MessageType.Iccn, "ICCN", "Incoming-Call-Connected", MessageSender.Lac, ControlScope.Session, true, "RFC 2661 §6.8"),
        new(MessageType.Cdn, "CDN", "Call-Disconnect-Notify", MessageSender.Either, ControlScope.Session, true, "RFC 2661 §6.12"),
        new(MessageType.Wen, "WEN", "WAN-Error-Notify", MessageSender.Lac, ControlScope.Session, true, "RFC 2661 §6.13"),
        new(MessageType.Sli, "SLI", "Set-Link-Info", MessageSender.Lns, ControlScope.Session, true, "RFC 2661 §6.14"),
        new(MessageType.Fsq, "FSQ", "Failover Session Query", MessageSender.Either, ControlScope.Tunnel, false, "RFC 4951 §4.1"),
        new(MessageType.Fsr, "FSR", "Failover Session Response", MessageSender.Either, ControlScope.Tunnel, false, "RFC 4951 §4.2"),
    ];

    private static readonly ImmutableDictionary<MessageType, MessageDefinition> ByType = All.ToImmutableDictionary(message => message.Type);

    public static MessageDefinition Of(MessageType type) => ByType[type];

    /// <returns>Null for a reserved or unknown type.</returns>
    public static MessageDefinition? Find(ushort type) => ByType.GetValueOrDefault((MessageType)type);
}
