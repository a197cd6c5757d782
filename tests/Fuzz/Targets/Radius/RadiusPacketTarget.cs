using Fuzz.Seeds;
using Protocols.Radius;

namespace Fuzz.Targets.Radius;

/// <summary>Octets to attributes and back; requests, too, as a server reads them.</summary>
public sealed class RadiusPacketTarget : FuzzTarget
{
    private static readonly byte[] Secret = "testing123"u8.ToArray();

    public override string Name => "radius-packet";

    public override string What => "RADIUS packets with their attributes, vendor-specific and tagged ones too";

    public override IReadOnlyList<byte[]> Seeds => RadiusSeeds.Packets;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        var reading = RadiusPacketParser.Parse(input);
        signature.Add((int)reading.Fault);
        signature.Add(reading.Culprit?.Type ?? 0);
        var plain = PlainAttribute.Walk(input);
        Judge.That((reading.Packet is null) == (reading.Fault != RadiusFault.None), "a packet or a fault");
        Judge.That(plain is not null || reading.Packet is null, "lengths that don't add up are refused");
        Judge.That(plain is null || reading.Fault is RadiusFault.None or RadiusFault.AttributeValue, "lengths that add up are not refused");
        if (reading.Packet is not { } packet)
            return signature.Value;
        Judge.Same(packet.Attributes.Length, PlainAttribute.Count(plain!), "every attribute once");
        foreach (var attribute in packet.Attributes)
        {
            Judge.That(attribute.Tag <= 31, "tags are 0 to 31");
            Judge.That(attribute.ToString().Length > 0, "an attribute can be shown");
        }
        signature.AddCount(packet.Attributes.Length);
        WrittenAgain(packet);
        signature.Add((int)RequestReader.Read(input, Secret, requireMessageAuthenticator: input[1] % 2 == 0).Fault);
        return signature.Value;
    }

    private static void WrittenAgain(RadiusPacket packet)
    {
        if (RadiusPacketWriter.Write(packet.Code, packet.Identifier, packet.Authenticator.Span, packet.Attributes) is not { } written)
        {
            // a wrapper for each vendor attribute, or a tag of zero, may be more than there was room for
            Judge.That(packet.Attributes.Any(a => a.Value.Length > 240) || packet.Attributes.Sum(a => a.Value.Length + 9) > 4096, "what fits is written");
            return;
        }
        var again = RadiusPacketParser.Parse(written).Packet;
        Judge.That(again is not null, "what we write, we read");
        Judge.That(again.Code == packet.Code && again.Identifier == packet.Identifier, "head written again");
        Judge.That(again.Attributes.AsSpan().SequenceEqual(packet.Attributes.AsSpan()), "attributes written again");
    }
}
