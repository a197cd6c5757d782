using System.Net;
using Protocols.Radius;
using Protocols.Radius.Attributes;
using Protocols.Radius.Secrets;

namespace Protocols.Tests.Radius;

public sealed class RfcExampleTests
{
    [Fact]
    public void Rfc2865_7_1_RequestReadsAsItsText()
    {
        var packet = RequestReader.Read(Vectors.Rfc2865PapRequest, Vectors.Rfc2865Secret, requireMessageAuthenticator: false).Packet.ShouldNotBeNull();

        packet.Code.ShouldBe(RadiusCode.AccessRequest);
        packet.Identifier.ShouldBe((byte)0);
        packet.FirstText(RadiusType.UserName).ShouldBe("nemo");
        packet.FirstText(RadiusType.UserPassword).ShouldBe("arctangent");
        packet.First(RadiusType.NasIpAddress)!.Value.AsAddress().ShouldBe(IPAddress.Parse("192.168.1.16"));
        packet.First(RadiusType.NasPort)!.Value.AsInteger().ShouldBe(3u);
    }

    [Fact]
    public void Rfc2865_7_1_ConcealedPasswordIsTheExamples()
    {
        var concealed = UserPassword.Conceal("arctangent"u8, Vectors.Rfc2865Secret, Vectors.Rfc2865PapRequest.AsSpan(4, 16));

        concealed.ShouldBe(Vectors.Rfc2865PapRequest[28..44]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc2865_7_AnswersVerify(bool chap)
    {
        var (request, accept) = chap
            ? (Vectors.Rfc2865ChapRequest, Vectors.Rfc2865ChapAccept)
            : (Vectors.Rfc2865PapRequest, Vectors.Rfc2865PapAccept);

        var reading = ResponseReader.Read(accept, Vectors.Pending(request, Vectors.Rfc2865Secret));

        reading.Fault.ShouldBe(RadiusFault.None);
        reading.Packet!.Code.ShouldBe(RadiusCode.AccessAccept);
    }

    [Fact]
    public void Rfc2865_7_2_ChapPasswordIsTheExamples()
    {
        var value = ChapPassword.Of(0x16, "arctangent"u8, Vectors.Rfc2865ChapRequest.AsSpan(4, 16));

        value.ShouldBe(Vectors.Rfc2865ChapRequest[30..47]);
        ChapPassword.IsGood(value, "arctangent"u8, Vectors.Rfc2865ChapRequest.AsSpan(4, 16)).ShouldBeTrue();
        ChapPassword.IsGood(value, "arctangenu"u8, Vectors.Rfc2865ChapRequest.AsSpan(4, 16)).ShouldBeFalse();
    }

    [Fact]
    public void Rfc2865_7_ExamplesAreWrittenOctetByOctet()
    {
        foreach (var vector in new[] { Vectors.Rfc2865PapRequest, Vectors.Rfc2865PapAccept, Vectors.Rfc2865ChapRequest, Vectors.Rfc2865ChapAccept })
        {
            var packet = RadiusPacketParser.Parse(vector).Packet.ShouldNotBeNull();
            RadiusPacketWriter.Write(packet.Code, packet.Identifier, packet.Authenticator.Span, packet.Attributes).ShouldBe(vector);
        }
    }
}
