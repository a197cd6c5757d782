using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>Bodies of control messages: what follows the twelve octets of the header (RFC 2661 §4, §6).</summary>
public static class ControlMessageCodec
{
    /// <summary>A peer must not be able to fill a log with one datagram.</summary>
    public const int MaximumIgnoredAvps = 16;

    /// <param name="body">Not empty: an empty one is a ZLB and never gets here.</param>
    /// <param name="secret">Empty where none is shared: hidden AVPs cannot be read then.</param>
    public static ControlMessageParse Parse(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> secret) => new MessageParser(secret).Parse(body);

    /// <param name="hiding">Null sends everything in clear.</param>
    /// <exception cref="ArgumentException">A value of ours that the catalogue does not allow.</exception>
    public static byte[] Write(ControlMessage message, AvpHiding? hiding = null)
    {
        var definition = MessageCatalogue.Of(message.Type);
        using var body = new MemoryStream();
        var type = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(type, (ushort)message.Type);
        WriteAvp(body, AvpType.MessageType, definition.Mandatory, hidden: false, type);
        var avps = new AvpList();
        message.Write(avps);
        if (hiding is not null && avps.All.Any(avp => avp.Definition.MayBeHidden))
            WriteAvp(body, AvpType.RandomVector, mandatory: true, hidden: false, hiding.RandomVector.Span);
        foreach (var (avp, value) in avps.All)
        {
            if (hiding is not null && avp.MayBeHidden)
                WriteAvp(body, avp.Type, avp.Mandatory, hidden: true, Hide(avp.Type, value.Span, hiding));
            else
                WriteAvp(body, avp.Type, avp.Mandatory, hidden: false, value.Span);
        }

        return body.ToArray();
    }

    /// <inheritdoc cref="ControlMessage.ToString"/>
    public static string Describe(ControlMessage message)
    {
        var avps = new AvpList();
        message.Write(avps);
        var name = MessageCatalogue.Of(message.Type).Name;
        var values = avps.All.Select(avp => AvpPrinter.Print(avp.Definition, avp.Value.Span));
        return avps.All.Count == 0 ? name : $"{name}: {string.Join(", ", values)}";
    }

    private static byte[] Hide(AvpType type, ReadOnlySpan<byte> value, AvpHiding hiding)
    {
        // Padding only masks a length: it may be shorter where the AVP has no more room.
        var room = Avp.MaximumValueLength - AvpHider.LengthFieldLength - value.Length;
        var padding = hiding.Padding.Span[..Math.Clamp(room, 0, hiding.Padding.Length)];
        return AvpHider.Hide(type, value, hiding.Secret.Span, hiding.RandomVector.Span, padding);
    }

    private static void WriteAvp(MemoryStream body, AvpType type, bool mandatory, bool hidden, ReadOnlySpan<byte> value)
    {
        if (value.Length > Avp.MaximumValueLength)
            throw new ArgumentException($"{type} of {value.Length} octets leaves no room for hiding");
        Span<byte> header = stackalloc byte[Avp.HeaderLength];
        var flags = (mandatory ? Avp.MandatoryBit : 0) | (hidden ? Avp.HiddenBit : 0) | (Avp.HeaderLength + value.Length);
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)flags);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)type);
        body.Write(header);
        body.Write(value);
    }
}
