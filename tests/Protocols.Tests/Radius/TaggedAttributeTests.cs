using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Protocols.Tests.Radius;

public sealed class TaggedAttributeTests
{
    // hand-made after the figures of RFC 2868 §3.1, §3.4, §3.8
    private const string TunnelTypeL2tpTag1 = "40 06 01 00 00 03";
    private const string ServerEndpointTag2 = "43 0a 02 31 30 2e 30 2e 30 31";
    private const string ServerEndpointUntagged = "43 09 31 30 2e 30 2e 30 31";
    private const string ServerEndpointZeroTag = "43 0a 00 31 30 2e 30 2e 30 31";
    private const string Preference70000Tag31 = "53 06 1f 01 11 70";
    private const string PreferenceBadTag = "53 06 20 00 00 05";

    // vendor 4874 (0x130a), type 8, tagged string, as the vendor's dictionary has it
    private const string ErxTunnelVirtualRouterTag3 = "1a 0c 00 00 13 0a 08 06 03 68 71 31";

    [Theory]
    [InlineData(TunnelTypeL2tpTag1, RadiusType.TunnelType, 1, "00000003")]
    [InlineData(ServerEndpointTag2, RadiusType.TunnelServerEndpoint, 2, "31302e302e3031")]
    [InlineData(ServerEndpointUntagged, RadiusType.TunnelServerEndpoint, 0, "31302e302e3031")]
    [InlineData(ServerEndpointZeroTag, RadiusType.TunnelServerEndpoint, 0, "31302e302e3031")]
    [InlineData(Preference70000Tag31, RadiusType.TunnelPreference, 31, "00011170")]
    [InlineData(PreferenceBadTag, RadiusType.TunnelPreference, 0, "00000005")]
    public void Rfc2868_3_TagAndValueAreParted(string wire, byte type, byte tag, string value)
    {
        var attribute = ParseOne(wire);

        attribute.ShouldBe(new RadiusAttributeValue(type, 0, tag, Convert.FromHexString(value)));
    }

    [Fact]
    public void Erx_VendorAttributeWithTag()
    {
        ParseOne(ErxTunnelVirtualRouterTag3).ShouldBe(RadiusAttributeValue.Text(Vectors.Erx(ErxType.TunnelVirtualRouter), "hq1", 3));
    }

    [Theory]
    [InlineData(TunnelTypeL2tpTag1)]
    [InlineData(ServerEndpointTag2)]
    [InlineData(ServerEndpointUntagged)]
    [InlineData(Preference70000Tag31)]
    [InlineData(ErxTunnelVirtualRouterTag3)]
    public void WrittenAgainAsItCame(string wire)
    {
        var packet = RadiusPacketWriter.Write(RadiusCode.AccessAccept, 1, new byte[16], [ParseOne(wire)]);

        packet.ShouldNotBeNull()[RadiusLimits.HeaderLength..].ShouldBe(Vectors.Hex(wire));
    }

    [Fact]
    public void Rfc2868_3_3_UntaggedTextThatStartsLikeATagGetsAZeroTag()
    {
        var odd = RadiusAttributeValue.Octets(RadiusType.TunnelAssignmentId, new byte[] { 0x05, 0x41 });

        var packet = RadiusPacketWriter.Write(RadiusCode.AccessAccept, 1, new byte[16], [odd]).ShouldNotBeNull();

        packet[RadiusLimits.HeaderLength..].ShouldBe(Vectors.Hex("52 05 00 05 41"));
        RadiusPacketParser.Parse(packet).Packet!.Attributes.ShouldBe([odd]);
    }

    [Fact]
    public void IntegerOf25BitsOrTagOf32_IsNotWritten()
    {
        RadiusPacketWriter.Write(RadiusCode.AccessAccept, 1, new byte[16], [RadiusAttributeValue.Integer(RadiusType.TunnelPreference, 1 << 24, 1)])
            .ShouldBeNull();
        RadiusPacketWriter.Write(RadiusCode.AccessAccept, 1, new byte[16], [RadiusAttributeValue.Text(RadiusType.TunnelAssignmentId, "a", 32)])
            .ShouldBeNull();
    }

    private static RadiusAttributeValue ParseOne(string wire)
    {
        var attributes = Vectors.Hex(wire);
        byte[] packet = [2, 1, 0, (byte)(RadiusLimits.HeaderLength + attributes.Length), .. new byte[16], .. attributes];
        return RadiusPacketParser.Parse(packet).Packet.ShouldNotBeNull().Attributes.ShouldHaveSingleItem();
    }
}
