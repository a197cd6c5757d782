using System.Collections.Immutable;
using static Protocols.L2tp.ControlScope;
using static Protocols.L2tp.MessageSender;

namespace Protocols.L2tp;

/// <summary>One row of <see cref="MessageCatalogue"/>.</summary>
/// <param name="Name">The abbreviation as the RFC spells it.</param>
/// <param name="Scope">What an error in the message brings down (RFC 2661 §4.1).</param>
/// <param name="Mandatory">M bit of its Message Type AVP: who does not know the message clears the tunnel (§4.4.1).</param>
public sealed record MessageDefinition(MessageType Type, string Name, string FullName, MessageSender Sender, ControlScope Scope,
    bool Mandatory, string Section)
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
    // The M bit of the Message Type AVP.
    private const bool M = true;
    private const bool O = false;

    /// <summary>In the order of their numbers.</summary>
    public static ImmutableArray<MessageDefinition> All { get; } =
    [
        new(MessageType.Sccrq, "SCCRQ", "Start-Control-Connection-Request", Either, Tunnel, M, "RFC 2661 §6.1"),
        new(MessageType.Sccrp, "SCCRP", "Start-Control-Connection-Reply", Either, Tunnel, M, "RFC 2661 §6.2"),
        new(MessageType.Scccn, "SCCCN", "Start-Control-Connection-Connected", Either, Tunnel, M, "RFC 2661 §6.3"),
        new(MessageType.StopCcn, "StopCCN", "Stop-Control-Connection-Notification", Either, Tunnel, M, "RFC 2661 §6.4"),
        new(MessageType.Hello, "HELLO", "Hello", Either, Tunnel, M, "RFC 2661 §6.5"),
        new(MessageType.Ocrq, "OCRQ", "Outgoing-Call-Request", Lns, Session, M, "RFC 2661 §6.9"),
        new(MessageType.Ocrp, "OCRP", "Outgoing-Call-Reply", Lac, Session, M, "RFC 2661 §6.10"),
        new(MessageType.Occn, "OCCN", "Outgoing-Call-Connected", Lac, Session, M, "RFC 2661 §6.11"),
        new(MessageType.Icrq, "ICRQ", "Incoming-Call-Request", Lac, Session, M, "RFC 2661 §6.6"),
        new(MessageType.Icrp, "ICRP", "Incoming-Call-Reply", Lns, Session, M, "RFC 2661 §6.7"),
        new(MessageType.Iccn, "ICCN", "Incoming-Call-Connected", Lac, Session, M, "RFC 2661 §6.8"),
        new(MessageType.Cdn, "CDN", "Call-Disconnect-Notify", Either, Session, M, "RFC 2661 §6.12"),
        new(MessageType.Wen, "WEN", "WAN-Error-Notify", Lac, Session, M, "RFC 2661 §6.13"),
        new(MessageType.Sli, "SLI", "Set-Link-Info", Lns, Session, M, "RFC 2661 §6.14"),
        new(MessageType.Fsq, "FSQ", "Failover Session Query", Either, Tunnel, O, "RFC 4951 §4.1"),
        new(MessageType.Fsr, "FSR", "Failover Session Response", Either, Tunnel, O, "RFC 4951 §4.2"),
    ];

    private static readonly ImmutableDictionary<MessageType, MessageDefinition> ByType = All.ToImmutableDictionary(message => message.Type);

    public static MessageDefinition Of(MessageType type) => ByType[type];

    /// <returns>Null for a reserved or unknown type.</returns>
    public static MessageDefinition? Find(ushort type) => ByType.GetValueOrDefault((MessageType)type);
}
