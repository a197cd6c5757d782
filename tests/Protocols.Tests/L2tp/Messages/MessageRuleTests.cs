using System.Text;
using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

public class MessageRuleTests
{
    private const string Occn = "8008 0000 0000 0009  800A 0000 0018 00008340  800A 0000 0013 00000002";
    private const string Scccn = "8008 0000 0000 0003";

    // Without its Assigned Tunnel ID.
    private const string Sccrq = "8008 0000 0000 0001 8008 0000 0002 0100 8007 0000 0007 61 800A 0000 0003 00000003";

    [Theory]
    [InlineData("8008 0000 0063 0001", "AVP 99")]
    [InlineData("8008 0009 0001 0001", "AVP 1 of vendor 9")]
    [InlineData("8008 0000 0014 0001", "AVP 20")] // never assigned
    [InlineData("8408 0000 0026 0001", "AVP 38")] // a reserved bit makes it unrecognised, §4.1
    public void Rfc2661_4_1_UnknownMandatoryAvpEndsTheSessionOrTheTunnel(string avp, string named)
    {
        var inSession = MessageVectors.Error(Octets.Of(Occn + avp));
        inSession.Scope.ShouldBe(ControlScope.Session);
        inSession.ResultCode.ShouldBe((ushort)CdnResult.GeneralError);
        inSession.ErrorCode.ShouldBe(GeneralError.UnknownMandatoryAvp);
        inSession.Text.ShouldContain(named);
        inSession.Message.ShouldBe(MessageType.Occn);

        var inTunnel = MessageVectors.Error(Octets.Of(Scccn + avp));
        inTunnel.Scope.ShouldBe(ControlScope.Tunnel);
        inTunnel.ErrorCode.ShouldBe(GeneralError.UnknownMandatoryAvp);
    }

    [Theory]
    [InlineData("0008 0000 0063 0001")]
    [InlineData("0008 0009 0001 0001")]
    [InlineData("040A 0000 0026 00000960")]
    public void Rfc2661_4_1_UnknownAvpWithoutMIsIgnored(string avp)
    {
        var parsed = MessageVectors.Parsed(Occn + avp);
        parsed.Message.ShouldBe(new Occn { TxConnectSpeed = 33600, Framing = FramingType.Asynchronous });
        parsed.IgnoredAvps.ShouldHaveSingleItem();
    }

    [Fact]
    public void Rfc2661_7_1_MalformedRxConnectSpeedIsIgnored()
    {
        // The RFC's own example: length 8 instead of 10.
        var parsed = MessageVectors.Parsed(Occn + "0008 0000 0026 0960");
        ((Occn)parsed.Message).RxConnectSpeed.ShouldBeNull();
        parsed.IgnoredAvps.ShouldHaveSingleItem().Attribute.ShouldBe((ushort)38);
    }

    [Fact]
    public void Rfc2661_7_1_MalformedMandatoryAvpIsRefused()
    {
        var error = MessageVectors.Error(Octets.Of("8008 0000 0000 0009  8008 0000 0018 8340  800A 0000 0013 00000002"));
        error.ErrorCode.ShouldBe(GeneralError.LengthWrong);
        error.Text.ShouldContain("(Tx) Connect Speed");
    }

    [Theory]
    [InlineData("8005 0000 0018")] // shorter than its own header
    [InlineData("0007 0000 0018")] // M is 0, yet where the next AVP starts is lost
    [InlineData("83FF 0000 0018 00")]
    [InlineData("80")]
    public void Rfc2661_7_1_LengthThatLeavesTheMessageIsRefused(string tail)
    {
        var error = MessageVectors.Error(Octets.Of(Occn + tail));
        error.ErrorCode.ShouldBe(GeneralError.LengthWrong);
        error.Scope.ShouldBe(ControlScope.Session);
    }

    [Fact]
    public void Rfc2661_4_4_1_MessageTypeMustComeFirst() =>
        MessageVectors.Error(Octets.Of("800A 0000 0018 00008340  8008 0000 0000 0009")).Scope.ShouldBe(ControlScope.Tunnel);

    [Theory]
    [InlineData("8008 0000 0000 0005")] // reserved
    [InlineData("8008 0000 0000 000D")]
    [InlineData("8008 0000 0000 FFFF  8005")]
    public void Rfc2661_4_4_1_UnknownMandatoryMessageClearsTheTunnel(string hex)
    {
        var error = MessageVectors.Error(Octets.Of(hex));
        error.Scope.ShouldBe(ControlScope.Tunnel);
        error.ResultCode.ShouldBe((ushort)StopCcnResult.GeneralError);
        error.Message.ShouldBeNull();
    }

    [Fact]
    public void Rfc2661_4_4_1_UnknownMessageWithoutMIsIgnored() =>
        ControlMessageCodec.Parse(Octets.Of("0008 0000 0000 0020"), default).ShouldBeOfType<ControlMessageParse.Ignore>()
            .Reason.ShouldContain("32");

    [Theory]
    [InlineData("C008 0000 0000 0009")] // hidden
    [InlineData("8408 0000 0000 0009")] // a reserved bit
    [InlineData("8009 0000 0000 000900")] // too long
    [InlineData("8008 0009 0000 0009")] // a vendor's
    [InlineData("8008")]
    public void Rfc2661_4_4_1_MessageTypeThatIsNoneClearsTheTunnel(string hex) =>
        MessageVectors.Error(Octets.Of(hex)).Scope.ShouldBe(ControlScope.Tunnel);

    public static TheoryData<string, int> Rows => MessageVectors.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rfc2661_6_EachRequiredAvpIsMissed(string type, int index)
    {
        _ = type;
        var (message, body) = MessageVectors.All[index];
        foreach (var required in MessageCatalogue.Of(message.Type).Required.Where(avp => avp.Type != AvpType.MessageType))
        {
            var without = AvpWalk.Of(body).Where(avp => avp.Attribute != (ushort)required.Type).SelectMany(avp => avp.ToOctets()).ToArray();
            var error = MessageVectors.Error(without);
            error.Scope.ShouldBe(MessageCatalogue.Of(message.Type).Scope);
            error.Text.ShouldContain(required.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void EachAvpIsRefusedOrIgnoredWhenItsLengthIsWrong(string type, int index)
    {
        _ = type;
        var avps = AvpWalk.Of(MessageVectors.All[index].Body);
        for (var at = 1; at < avps.Count; at++)
        {
            var rule = AvpCatalogue.Of((AvpType)avps[at].Attribute).Length;
            foreach (var wrong in Enumerable.Range(0, 40).Where(length => !rule.Allows(length)))
            {
                var changed = avps.Select((avp, i) => i == at ? avp with { Value = new byte[wrong] } : avp);
                var parse = ControlMessageCodec.Parse(changed.SelectMany(avp => avp.ToOctets()).ToArray(), default);
                if (avps[at].Mandatory)
                    parse.ShouldBeOfType<ControlMessageParse.Refuse>().Error.ErrorCode.ShouldBe(GeneralError.LengthWrong);
                else
                    parse.ShouldBeOfType<ControlMessageParse.Parsed>().IgnoredAvps
                        .ShouldContain(avp => avp.Attribute == avps[at].Attribute);
            }
        }
    }

    [Fact]
    public void OfTwoTheFirstCounts()
    {
        var parsed = MessageVectors.Parsed(Occn + "800A 0000 0018 00000001");
        ((Occn)parsed.Message).TxConnectSpeed.ShouldBe(33600u);
        parsed.IgnoredAvps.ShouldHaveSingleItem().Why.ShouldContain("twice");
    }

    [Fact]
    public void KnownAvpInTheWrongMessageHasNoEffect()
    {
        // Calling Number is defined for ICRQ only; some send it elsewhere, with M as the RFC sets it.
        var parsed = MessageVectors.Parsed(Occn + "8007 0000 0016 31");
        parsed.IgnoredAvps.ShouldHaveSingleItem().Attribute.ShouldBe((ushort)22);
    }

    [Theory]
    [InlineData("0200", 2)]
    [InlineData("0000", 0)]
    public void Rfc2661_4_4_2_AnotherProtocolVersionIsResult5(string version, int major)
    {
        var body = Octets.Of($"8008 0000 0000 0001 8008 0000 0002 {version} 8007 0000 0007 61 800A 0000 0003 00000003 8008 0000 0009 4321");
        var error = MessageVectors.Error(body);
        error.ResultCode.ShouldBe((ushort)StopCcnResult.VersionUnsupported);
        ((ushort)error.ErrorCode).ShouldBe((ushort)0x0100);
        error.Text.ShouldContain($"{major}.0");
        error.PeerTunnelId.ShouldBe((ushort)0x4321);
    }

    [Fact]
    public void Rfc2661_4_4_3_AnotherRevisionIsNoReasonToRefuse() =>
        MessageVectors.Parsed("8008 0000 0000 0001 8008 0000 0002 0105 8007 0000 0007 61 800A 0000 0003 00000003 8008 0000 0009 4321");

    [Theory]
    [InlineData("8008 0000 0000 0008  8008 0000 000E 0000", "Assigned Session ID")]
    [InlineData(Sccrq + "8008 0000 0009 0000", "Assigned Tunnel ID")]
    [InlineData(Sccrq + "8008 0000 0009 0001 8008 0000 000A 0000", "Receive Window Size")]
    public void Rfc2661_5_3_ZeroIsNoIdentifierAndNoWindow(string hex, string name)
    {
        var error = MessageVectors.Error(Octets.Of(hex));
        error.ErrorCode.ShouldBe(GeneralError.ValueOutOfRange);
        error.Text.ShouldContain(name);
    }

    [Fact]
    public void CdnThatAssignedNothingStillSaysWhy()
    {
        var cdn = (Cdn)MessageVectors.Parsed("8008 0000 0000 000E  8008 0000 0001 0008  8008 0000 000E 0000").Message;
        cdn.ResultCode.ShouldBe(CdnResult.Busy);
        cdn.AssignedSessionId.ShouldBe((ushort)0);
    }

    [Fact]
    public void RefusalCanBeAddressedEvenIfTheFaultCameFirst()
    {
        var error = MessageVectors.Error(Octets.Of("8008 0000 0000 0008  8008 0000 0063 0001  8008 0000 000E 5678"));
        error.PeerSessionId.ShouldBe((ushort)0x5678);
    }

    [Fact]
    public void Rfc3145_4_TheDraftFormOfVendor43IsRead()
    {
        var parsed = MessageVectors.Parsed("8008 0000 0000 000E 8008 0000 0001 0003 8008 0000 000E 0001 000B 002B 002E 0003 C021 01");
        ((Cdn)parsed.Message).PppDisconnectCause.ShouldBe(
            new PppDisconnectCause(PppDisconnectCode.NormalTerminateRequest, 0xC021, PppDisconnectDirection.AtPeer));
    }

    [Fact]
    public void Rfc4951_4_1_OtherAvpsInAnFsqAreIgnoredWhateverTheirM() =>
        MessageVectors.ParsedMessage(Octets.Of("0008 0000 0000 0015  8008 0000 0063 0001  8010 0000 004F 0000 0000 1111 0000 2222"))
            .ShouldBeOfType<Fsq>().Sessions.ShouldBe([new FailoverSessionState(0x1111, 0x2222)]);

    [Fact]
    public void ChallengeMayBeLongerThan100Octets()
    {
        var sccrq = (Sccrq)MessageVectors.All[0].Message with { Challenge = new byte[1000] };
        ((Sccrq)MessageVectors.ParsedMessage(ControlMessageCodec.Write(sccrq))).Challenge!.Value.Length.ShouldBe(1000);
    }

    [Fact]
    public void IgnoredAvpsAreBounded()
    {
        var parsed = MessageVectors.Parsed(Occn + string.Concat(Enumerable.Repeat("0006 0000 0063", 100)));
        parsed.IgnoredAvps.Length.ShouldBe(ControlMessageCodec.MaximumIgnoredAvps);
    }

    [Fact]
    public void ErrorMessageIsCutToWhatFitsBetweenCharacters()
    {
        var cdn = new Cdn { AssignedSessionId = 1, ResultCode = CdnResult.Administrative, ErrorMessage = new string('é', 2000) };
        var read = (Cdn)MessageVectors.ParsedMessage(ControlMessageCodec.Write(cdn));
        read.ErrorCode.ShouldBe(GeneralError.None);
        Encoding.UTF8.GetByteCount(read.ErrorMessage!).ShouldBe(1012);
        read.ErrorMessage!.ShouldNotContain("\uFFFD");
    }

    [Fact]
    public void AValueOfOursThatFitsNoAvpIsAnErrorOfOurs() =>
        Should.Throw<ArgumentException>(() => ControlMessageCodec.Write(new Scccn { ChallengeResponse = new byte[1018] }));

    [Fact]
    public void AnEmptyChallengeIsNone()
    {
        // What "condition ? memory : null" makes of null without a cast.
        var scccn = new Scccn { ChallengeResponse = ReadOnlyMemory<byte>.Empty };
        ControlMessageCodec.Write(scccn).ShouldBe(Octets.Of(Scccn));
    }

    [Fact]
    public void AnEmptyHostNameIsAnErrorOfOurs() =>
        Should.Throw<ArgumentException>(() => ControlMessageCodec.Write((Sccrq)MessageVectors.All[0].Message with { HostName = "" }));
}
