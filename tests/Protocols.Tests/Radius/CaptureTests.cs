using Protocols.Radius;
using Protocols.Radius.Attributes;
using Protocols.Radius.Secrets;

namespace Protocols.Tests.Radius;

public sealed class CaptureTests
{
    [Fact]
    public void FreeRadius_AcceptVerifiesAndRevealsItsTunnelPasswords()
    {
        var pending = Vectors.Pending(Captures.FreeRadiusDialOutRequest, Captures.Secret, requireMessageAuthenticator: true);

        var accept = ResponseReader.Read(Captures.FreeRadiusDialOutAccept, pending).Packet.ShouldNotBeNull();

        accept.Attributes.All(RadiusType.TunnelPassword).Select(password => (password.Tag, password.AsText()))
            .ShouldBe([((byte)1, "first tunnel secret"), ((byte)2, "a second one, longer than one block")]);
        accept.Attributes.All(RadiusType.TunnelPreference).Select(preference => preference.AsInteger()).ShouldBe([0u, 10u, 70_000u]);
        accept.FirstText(ErxType.DialOutNumber, ErxType.Vendor).ShouldBe("00492215550123");
    }

    [Fact]
    public void FreeRadius_RejectAndAccountingResponseVerify()
    {
        ResponseReader.Read(Captures.FreeRadiusPapReject, Vectors.Pending(Captures.FreeRadiusPapRequest, Captures.Secret, true))
            .Packet.ShouldNotBeNull().Code.ShouldBe(RadiusCode.AccessReject);
        ResponseReader.Read(Captures.FreeRadiusAccountingResponse, Vectors.Pending(Captures.FreeRadiusAccountingRequest, Captures.Secret, true))
            .Packet.ShouldNotBeNull().Code.ShouldBe(RadiusCode.AccountingResponse);
    }

    [Fact]
    public void Rfc3579_3_2_OurRequestIsWrittenAgainWithMessageAuthenticatorFirst()
    {
        var parsed = RadiusPacketParser.Parse(Captures.FreeRadiusDialOutRequest).Packet.ShouldNotBeNull();

        var written = RequestWriter.AccessRequest(parsed.Identifier, parsed.Authenticator, parsed.Attributes.Skip(1), Captures.Secret);

        written.ShouldBe(Captures.FreeRadiusDialOutRequest);
        written![RadiusLimits.HeaderLength].ShouldBe(RadiusType.MessageAuthenticator);
    }

    [Fact]
    public void Rfc2866_3_OurAccountingRequestIsWrittenAgain()
    {
        var parsed = RadiusPacketParser.Parse(Captures.FreeRadiusAccountingRequest).Packet.ShouldNotBeNull();

        RequestWriter.AccountingRequest(parsed.Identifier, parsed.Attributes, Captures.Secret).ShouldBe(Captures.FreeRadiusAccountingRequest);
        RequestReader.Read(Captures.FreeRadiusAccountingRequest, Captures.Secret, false).Fault.ShouldBe(RadiusFault.None);
    }

    [Fact]
    public void Rfc2865_5_2_PasswordInTheCapturedRequestIsRevealedToTheServerOnly()
    {
        RequestReader.Read(Captures.FreeRadiusPapRequest, Captures.Secret, true).Packet!.FirstText(RadiusType.UserPassword).ShouldBe("wrong");
        RequestReader.Read(Captures.FreeRadiusPapRequest, "testing124"u8.ToArray(), true).Fault.ShouldBe(RadiusFault.MessageAuthenticatorWrong);
    }

    [Fact]
    public void WrongSecretIsToldApartFromOtherFaults()
    {
        var pending = Vectors.Pending(Captures.FreeRadiusDialOutRequest, "testing124"u8.ToArray(), true);

        var reading = ResponseReader.Read(Captures.FreeRadiusDialOutAccept, pending);

        reading.IsSecretMismatch.ShouldBeTrue();
        reading.Packet.ShouldBeNull();
    }

    [Fact]
    public void AnswerToAnotherQuestionIsNone()
    {
        var pending = Vectors.Pending(Captures.FreeRadiusDialOutRequest, Captures.Secret, true);

        ResponseReader.Read(Captures.FreeRadiusPapReject, pending).Fault.ShouldBe(RadiusFault.UnexpectedIdentifier);
        ResponseReader.Read(Captures.FreeRadiusDialOutAccept, pending with { Request = RadiusCode.AccountingRequest })
            .Fault.ShouldBe(RadiusFault.UnexpectedCode);
        ResponseReader.Read(Captures.FreeRadiusDialOutRequest, pending).Fault.ShouldBe(RadiusFault.UnexpectedCode);
    }

    [Fact]
    public void Rfc5997_3_StatusServerIsSignedAndReadBySecretHoldersOnly()
    {
        var probe = RequestWriter.StatusServer(9, new byte[16], [RadiusAttributeValue.Text(RadiusType.NasIdentifier, "lns")], Captures.Secret);

        RequestReader.Read(probe, Captures.Secret, false).Packet.ShouldNotBeNull().Code.ShouldBe(RadiusCode.StatusServer);
        RequestReader.Read(probe, "x"u8.ToArray(), false).Fault.ShouldBe(RadiusFault.MessageAuthenticatorWrong);
        var unsigned = RadiusPacketWriter.Write(RadiusCode.StatusServer, 9, new byte[16], []);
        RequestReader.Read(unsigned, Captures.Secret, false).Fault.ShouldBe(RadiusFault.MessageAuthenticatorMissing);
    }

    [Fact]
    public void Rfc3579_3_2_TwoMessageAuthenticatorsAreOneTooMany()
    {
        var twice = RadiusPacketWriter.Write(RadiusCode.AccessRequest, 9, new byte[16],
            [MessageAuthenticator.Placeholder, MessageAuthenticator.Placeholder]).ShouldNotBeNull();
        MessageAuthenticator.Sign(twice, new byte[16], Captures.Secret);

        RequestReader.Read(twice, Captures.Secret, false).Fault.ShouldBe(RadiusFault.MessageAuthenticatorRepeated);
    }

    [Fact]
    public void Secrets_AreNotPrinted()
    {
        var packet = RequestReader.Read(Captures.FreeRadiusPapRequest, Captures.Secret, true).Packet.ShouldNotBeNull();

        packet.First(RadiusType.UserPassword)!.Value.ToString().ShouldBe("User-Password = (secret)");
        packet.First(RadiusType.UserName)!.Value.ToString().ShouldBe("User-Name = \"site1\"");
    }
}
