using FsCheck;
using FsCheck.Fluent;
using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Protocols.Tests.Radius;

public sealed class RoundTripTests
{
    private static readonly byte[] Secret = "round trip"u8.ToArray();

    [Fact]
    public void Property_WhatAServerWritesAClientReads() => Prop.ForAll(Attributes().ToArbitrary(), attributes =>
    {
        var request = RequestWriter.AccessRequest(3, Vectors.Hex("00112233445566778899aabbccddeeff"), [], Secret)!;
        var asked = RequestReader.Read(request, Secret, true).Packet!;
        if (ResponseWriter.Write(RadiusCode.AccessAccept, asked, attributes, Secret, new Random(1)) is not { } response)
            return true;
        var read = ResponseReader.Read(response, Vectors.Pending(request, Secret, true)).Packet;
        return read is not null && read.Attributes.Skip(1).SequenceEqual(attributes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rfc2865_5_33_ProxyStateComesBackUntouchedAndInOrder()
    {
        var states = new[] { "one", "two" }.Select(text => RadiusAttributeValue.Text(RadiusType.ProxyState, text)).ToList();
        var request = RequestReader.Read(RequestWriter.AccessRequest(3, new byte[16], states, Secret), Secret, true).Packet.ShouldNotBeNull();

        var response = ResponseWriter.Write(RadiusCode.AccessReject, request, [], Secret, new Random(1)).ShouldNotBeNull();

        RadiusPacketParser.Parse(response).Packet!.Attributes.All(RadiusType.ProxyState).ShouldBe(states);
    }

    [Fact]
    public void Rfc2868_3_5_EverySaltOfAPacketIsAnother()
    {
        var request = RequestReader.Read(RequestWriter.AccessRequest(3, new byte[16], [], Secret), Secret, true).Packet.ShouldNotBeNull();
        var passwords = Enumerable.Range(1, 31).Select(tag => RadiusAttributeValue.Text(RadiusType.TunnelPassword, "same", (byte)tag));

        var response = ResponseWriter.Write(RadiusCode.AccessAccept, request, passwords, Secret, new Random(1)).ShouldNotBeNull();

        RadiusPacketParser.Parse(response).Packet!.Attributes.All(RadiusType.TunnelPassword)
            .Select(password => Convert.ToHexString(password.Value.Span[..2])).Distinct().Count().ShouldBe(31);
    }

    [Fact]
    public void PacketOf4096OctetsIsWritten_OneMoreIsNot()
    {
        // 16 attributes of 254 octets and one of 12 fill 4076 octets behind the header
        List<RadiusAttributeValue> full = [.. Enumerable.Repeat(RadiusAttributeValue.Octets(RadiusType.Class, new byte[252]), 16)];

        RadiusPacketWriter.Write(RadiusCode.AccessAccept, 1, new byte[16], full.Append(RadiusAttributeValue.Octets(RadiusType.Class, new byte[10])))
            .ShouldNotBeNull().Length.ShouldBe(RadiusLimits.MaximumPacketLength);
        RadiusPacketWriter.Write(RadiusCode.AccessAccept, 1, new byte[16], full.Append(RadiusAttributeValue.Octets(RadiusType.Class, new byte[11])))
            .ShouldBeNull();
    }

    private static Gen<List<RadiusAttributeValue>> Attributes()
    {
        var signing = (AttributeKey)RadiusType.MessageAuthenticator;
        var wrapper = (AttributeKey)RadiusType.VendorSpecific;
        var password = Concealment.Password;
        var definitions = AttributeCatalog.All.Where(d => d.Key != signing && d.Key != wrapper && d.Concealment != password).ToArray();
        var attribute = from definition in Gen.Elements(definitions)
                        from tag in Gen.Choose(0, AttributeTag.Maximum)
                        from length in Gen.Choose(1, 40)
                        from octets in Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(length)
                        select Make(definition, (byte)tag, octets);
        return attribute.ListOf().Select(list => list.ToList());
    }

    private static RadiusAttributeValue Make(AttributeDefinition definition, byte tag, byte[] octets) => definition.Form switch
    {
        AttributeForm.Integer => RadiusAttributeValue.Integer(definition.Key, octets[0], definition.Tagged ? tag : (byte)0),
        AttributeForm.Address or AttributeForm.Time => RadiusAttributeValue.Octets(definition.Key, new byte[] { octets[0], 0, 0, 1 }),
        AttributeForm.Address6 => RadiusAttributeValue.Octets(definition.Key, new byte[16]),
        _ => RadiusAttributeValue.Octets(definition.Key, octets, definition.Tagged ? tag : (byte)0),
    };
}
