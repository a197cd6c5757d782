using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Protocols.Tests.Radius;

public sealed class VendorSpecificTests
{
    [Fact]
    public void Rfc2548_2_SeveralInOneVendorSpecificAreTakenApart()
    {
        // Minimum-BPS 9600, Maximum-BPS 64000, Dial-Out-Number "4711" in one attribute, which RFC 2865 §5.26 allows
        var packet = Parse("1a 18 00 00 13 0a  27 06 00 00 25 80  28 06 00 00 fa 00  23 06 34 37 31 31");

        packet.Packet!.Attributes.ShouldBe(
        [
            RadiusAttributeValue.Integer(Vectors.Erx(ErxType.MinimumBps), 9_600),
            RadiusAttributeValue.Integer(Vectors.Erx(ErxType.MaximumBps), 64_000),
            RadiusAttributeValue.Text(Vectors.Erx(ErxType.DialOutNumber), "4711"),
        ]);
    }

    [Theory]
    [InlineData("1a 08 00 00 13 0a 27 07")]         // the inner length runs out of the outer one
    [InlineData("1a 08 00 00 13 0a 27 01")]         // shorter than its own header
    [InlineData("1a 07 00 00 13 0a 27")]            // a type without a length
    [InlineData("1a 06 00 00 13 0a")]               // nothing but a vendor
    [InlineData("1a 0a 00 00 00 00 01 04 41 42")]   // vendor 0 would pass for the standard attributes
    [InlineData("1a 03 00")]                        // not even a vendor
    public void Rfc2865_5_26_AnotherFormStaysWhole(string wire)
    {
        var attribute = Parse(wire).Packet.ShouldNotBeNull().Attributes.ShouldHaveSingleItem();

        attribute.Key.ShouldBe((AttributeKey)RadiusType.VendorSpecific);
        attribute.Value.ToArray().ShouldBe(Vectors.Hex(wire)[2..]);
    }

    [Fact]
    public void IntegerOfAnotherSize_NamesTheCulprit()
    {
        var reading = Parse("1a 0b 00 00 13 0a 27 05 00 25 80");

        reading.Fault.ShouldBe(RadiusFault.AttributeValue);
        reading.ToString().ShouldBe("AttributeValue in ERX-Minimum-BPS");
    }

    [Fact]
    public void VendorValueFillsItsAttributeButNoMore()
    {
        var longest = RadiusAttributeValue.Text(Vectors.Erx(ErxType.DialOutNumber), new string('9', RadiusLimits.MaximumVendorValueLength));
        var longer = RadiusAttributeValue.Text(Vectors.Erx(ErxType.DialOutNumber), new string('9', RadiusLimits.MaximumVendorValueLength + 1));

        var packet = RadiusPacketWriter.Write(RadiusCode.AccessAccept, 1, new byte[16], [longest]).ShouldNotBeNull();

        RadiusPacketParser.Parse(packet).Packet!.Attributes.ShouldBe([longest]);
        packet[21].ShouldBe((byte)255);
        RadiusPacketWriter.Write(RadiusCode.AccessAccept, 1, new byte[16], [longer]).ShouldBeNull();
    }

    private static RadiusReading Parse(string wire)
    {
        var attributes = Vectors.Hex(wire);
        byte[] packet = [2, 1, 0, (byte)(RadiusLimits.HeaderLength + attributes.Length), .. new byte[16], .. attributes];
        return RadiusPacketParser.Parse(packet);
    }
}
