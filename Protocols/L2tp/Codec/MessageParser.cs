using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Protocols.L2tp;

/// <summary>One pass over the AVPs of one message. The first error decides, but the pass goes on: the answer has to be addressed.</summary>
internal ref struct MessageParser(ReadOnlySpan<byte> secret)
{
    private readonly ReadOnlySpan<byte> secret = secret;
    private readonly AvpSet avps = new();
    private readonly ImmutableArray<IgnoredAvp>.Builder ignored = ImmutableArray.CreateBuilder<IgnoredAvp>();
    private MessageDefinition message = null!;
    private ReadOnlyMemory<byte>? randomVector;
    private ProtocolError? error;

    public ControlMessageParse Parse(ReadOnlyMemory<byte> body)
    {
        var reader = new AvpReader(body);
        if (ReadMessageType(ref reader) is { } answer)
            return answer;
        AvpRead read;
        while ((read = reader.Next(out var avp)) == AvpRead.Read)
            Take(avp);
        // Whatever its M bit was: where the next AVP starts is lost, so the message cannot be recovered (RFC 2661 §7.1).
        if (read == AvpRead.LengthWrong)
            Fail(GeneralError.LengthWrong, "an AVP's length does not fit the message");
        CheckRequired();
        if (error is null)
            return new ControlMessageParse.Parsed(Build(), ignored.ToImmutable());
        return new ControlMessageParse.Refuse(error with
        {
            PeerTunnelId = avps.UInt16OrNull(AvpType.AssignedTunnelId),
            PeerSessionId = avps.UInt16OrNull(AvpType.AssignedSessionId),
        });
    }

    /// <summary>Must come first; its M bit speaks of the message, not of the AVP (RFC 2661 §4.4.1).</summary>
    /// <returns>Null if the message is known.</returns>
    private ControlMessageParse? ReadMessageType(ref AvpReader reader)
    {
        if (reader.Next(out var first) != AvpRead.Read)
            return RefuseTunnel(GeneralError.LengthWrong, "the first AVP's length does not fit the message");
        if (first.VendorId != 0 || first.Attribute != (ushort)AvpType.MessageType || first.Hidden || first.ReservedBits)
            return RefuseTunnel(GeneralError.ValueOutOfRange, "the message does not start with a Message Type AVP");
        if (first.Value.Length != sizeof(ushort))
            return RefuseTunnel(GeneralError.LengthWrong, "the Message Type AVP has a wrong length");
        var type = BinaryPrimitives.ReadUInt16BigEndian(first.Value.Span);
        if (MessageCatalogue.Find(type) is { } known)
        {
            message = known;
            return null;
        }

        return first.Mandatory
            ? RefuseTunnel(GeneralError.ValueOutOfRange, $"unknown mandatory message type {type}")
            : new ControlMessageParse.Ignore($"unknown message type {type}");
    }

    private void Take(Avp avp)
    {
        var definition = Recognise(avp);
        if (definition is null)
            TakeUnrecognised(avp);
        else if (!definition.IsAllowedIn(message.Type))
            // Known, so not "unrecognised"; without a meaning here, so without effect, be it mandatory or not.
            Ignore(avp, $"has no place in {message.Name}");
        else if (!definition.MayRepeat && avps.Has(definition.Type))
            Ignore(avp, "given twice, the first counts");
        else if (ReadValue(avp, definition) is { } value)
            Store(avp, definition, value);
    }

    private static AvpDefinition? Recognise(Avp avp) => avp switch
    {
        { ReservedBits: true } => null,
        { VendorId: 0 } => AvpCatalogue.Find(avp.Attribute),
        // The draft form of PPP Disconnect Cause, to be read but never sent (RFC 3145 §4).
        { VendorId: 43, Attribute: (ushort)AvpType.PppDisconnectCause } => AvpCatalogue.Of(AvpType.PppDisconnectCause),
        _ => null,
    };

    /// <summary>RFC 2661 §4.1, §4.2.</summary>
    private void TakeUnrecognised(Avp avp)
    {
        if (avp.Mandatory && !message.IgnoresOtherAvps)
            Fail(GeneralError.UnknownMandatoryAvp, $"unknown mandatory {avp.Label}");
        else
            Ignore(avp, avp.ReservedBits ? "reserved bits are set" : "unknown");
    }

    /// <returns>The value in clear, or null if the AVP is malformed.</returns>
    private ReadOnlyMemory<byte>? ReadValue(Avp avp, AvpDefinition definition)
    {
        if (!avp.Hidden)
            return avp.Value;
        if (!definition.MayBeHidden)
            Malformed(avp, definition, GeneralError.ValueOutOfRange, "must not be hidden");
        else if (secret.IsEmpty)
            Malformed(avp, definition, GeneralError.ValueOutOfRange, "is hidden, but no secret is shared");
        else if (randomVector is not { } vector)
            Malformed(avp, definition, GeneralError.ValueOutOfRange, "is hidden without a Random Vector before it");
        else if (AvpHider.Reveal(definition.Type, avp.Value.Span, secret, vector.Span) is not { } clear)
            Malformed(avp, definition, GeneralError.LengthWrong, "holds no hidden value; do the secrets differ?");
        else
            return clear;
        return null;
    }

    private void Store(Avp avp, AvpDefinition definition, ReadOnlyMemory<byte> value)
    {
        if (!definition.Length.Allows(value.Length))
            Malformed(avp, definition, GeneralError.LengthWrong, "has a wrong length");
        else if (definition.NonZero && !IsClosing && value.Span.IndexOfAnyExcept((byte)0) < 0)
            Malformed(avp, definition, GeneralError.ValueOutOfRange, "is zero");
        else if (definition.Type == AvpType.ProtocolVersion && !ProtocolVersion.IsSupported(value.Span[0]))
            error ??= new ProtocolError(ControlScope.Tunnel, message.Type, (ushort)StopCcnResult.VersionUnsupported,
                (GeneralError)ProtocolVersion.Ours, $"protocol version {value.Span[0]}.{value.Span[1]} is not supported");
        else
        {
            // The nearest one before a hidden AVP counts (RFC 2661 §4.3).
            if (definition.Type == AvpType.RandomVector)
                randomVector = value;
            avps.Add(definition.Type, value);
        }
    }

    /// <summary>A peer that refuses before it assigned anything may send 0; what it wants is clear all the same.</summary>
    private readonly bool IsClosing => message.Type is MessageType.StopCcn or MessageType.Cdn;

    /// <summary>The M bit says whether the message can be saved (RFC 2661 §7.1).</summary>
    private void Malformed(Avp avp, AvpDefinition definition, GeneralError code, string what)
    {
        if (avp.Mandatory)
            Fail(code, $"{definition.Name} ({avp.Label}) {what}");
        else
            Ignore(avp, $"{definition.Name} {what}");
    }

    private void CheckRequired()
    {
        foreach (var definition in message.Required)
        {
            if (definition.Type != AvpType.MessageType && !avps.Has(definition.Type))
                Fail(GeneralError.ValueOutOfRange, $"{message.Name} without {definition.Name} (AVP {(ushort)definition.Type})");
        }
    }

    private void Ignore(Avp avp, string why)
    {
        if (ignored.Count < ControlMessageCodec.MaximumIgnoredAvps)
            ignored.Add(new IgnoredAvp(avp.VendorId, avp.Attribute, why));
    }

    private void Fail(GeneralError code, string text)
    {
        var result = message.Scope == ControlScope.Session ? (ushort)CdnResult.GeneralError : (ushort)StopCcnResult.GeneralError;
        error ??= new ProtocolError(message.Scope, message.Type, result, code, text);
    }

    private static ControlMessageParse.Refuse RefuseTunnel(GeneralError code, string text) =>
        new(new ProtocolError(ControlScope.Tunnel, null, (ushort)StopCcnResult.GeneralError, code, text));

    private readonly ControlMessage Build() => message.Type switch
    {
        MessageType.Sccrq => Sccrq.Read(avps),
        MessageType.Sccrp => Sccrp.Read(avps),
        MessageType.Scccn => Scccn.Read(avps),
        MessageType.StopCcn => StopCcn.Read(avps),
        MessageType.Hello => new Hello(),
        MessageType.Ocrq => Ocrq.Read(avps),
        MessageType.Ocrp => Ocrp.Read(avps),
        MessageType.Occn => Occn.Read(avps),
        MessageType.Icrq => Icrq.Read(avps),
        MessageType.Icrp => Icrp.Read(avps),
        MessageType.Iccn => Iccn.Read(avps),
        MessageType.Cdn => Cdn.Read(avps),
        MessageType.Wen => Wen.Read(avps),
        MessageType.Sli => Sli.Read(avps),
        MessageType.Fsq => Fsq.Read(avps),
        MessageType.Fsr => Fsr.Read(avps),
        _ => throw new System.Diagnostics.UnreachableException($"{message.Name} stands in the catalogue but has no reader"),
    };
}
