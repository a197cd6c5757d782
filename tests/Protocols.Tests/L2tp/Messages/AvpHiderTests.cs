using System.Buffers.Binary;
using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

public class AvpHiderTests
{
    private static readonly byte[] Secret = "tunnel-secret"u8.ToArray();
    private static readonly byte[] RandomVector = Octets.Of("000102030405060708090A0B0C0D0E0F");

    /// <summary>Computed apart from this code, with Python's hashlib, by the equations of §4.3.</summary>
    public static TheoryData<AvpType, string, string, string> Vectors => new()
    {
        // type, value, padding, hidden
        { AvpType.CalledNumber, "35353531323334", "", "ae4b16155d015c61d9" },
        { AvpType.AssignedTunnelId, "1234", "aaaaaaaaaaaaaaaaaaaaaaaa", "d8c38ab39d70ca695744f4181ceee412" },
        {
            AvpType.Challenge, "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f4041424344454647", "",
            "2a2d03a8a345ad5046e4652c3afa2b39e6b64ebf228a3d4d46ac2d26c3fc4743ef473253d386cad9258b"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Rfc2661_4_3_HidesAndReveals(AvpType type, string value, string padding, string hidden)
    {
        AvpHider.Hide(type, Octets.Of(value), Secret, RandomVector, Octets.Of(padding)).ShouldBe(Octets.Of(hidden));
        AvpHider.Reveal(type, Octets.Of(hidden), Secret, RandomVector).ShouldBe(Octets.Of(value));
    }

    [Fact]
    public void Rfc2661_4_3_RecoveredLengthNeverBoundsARead()
    {
        // The first chunk's key does not depend on the cipher text, so the length field can be made to say anything.
        byte[] value = [1, 2, 3, 4, 5];
        var hidden = AvpHider.Hide(AvpType.VendorName, value, Secret, RandomVector, padding: [9, 9]);
        for (var length = 0; length <= ushort.MaxValue; length++)
        {
            var forged = (byte[])hidden.Clone();
            BinaryPrimitives.WriteUInt16BigEndian(forged, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(hidden) ^ value.Length ^ length));
            var revealed = AvpHider.Reveal(AvpType.VendorName, forged, Secret, RandomVector);
            // Five octets of value and two of padding are there.
            if (length > 7 ? revealed is not null : revealed!.Length != length)
                Assert.Fail($"length {length} revealed {revealed?.Length} octets");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Rfc2661_4_3_TooShortForALengthFieldIsNoHiddenValue(int octets) =>
        AvpHider.Reveal(AvpType.HostName, new byte[octets], Secret, RandomVector).ShouldBeNull();

    [Fact]
    public void Rfc2661_4_3_TheNearestRandomVectorCounts()
    {
        byte[] second = [0xFF];
        var hidden = AvpHider.Hide(AvpType.AssignedSessionId, [0x56, 0x78], Secret, second, []);
        var body = Octets.Of($"""
            8008 0000 0000 0008
            8016 0000 0024 {Convert.ToHexString(RandomVector)}
            8007 0000 0024 FF
            C00A 0000 000E {Convert.ToHexString(hidden)}
            """);
        ((Ocrp)MessageVectors.ParsedMessage(body, Secret)).AssignedSessionId.ShouldBe((ushort)0x5678);
    }

    [Theory]
    [InlineData("C00A 0000 000E 00000000", "Random Vector")] // none before it
    [InlineData("C00A 0000 000E 00000000 8007 0000 0024 FF", "Random Vector")] // only one after it
    [InlineData("8007 0000 0024 FF C006 0000 000E", "secrets differ")] // no room for the length field
    public void Rfc2661_4_3_HiddenMandatoryAvpThatCannotBeReadIsRefused(string avps, string text) =>
        MessageVectors.Error(Octets.Of("8008 0000 0000 0008" + avps), Secret).Text.ShouldContain(text);

    [Fact]
    public void Rfc2661_4_3_HiddenWithoutASharedSecretIsRefused() =>
        MessageVectors.Error(Octets.Of("8008 0000 0000 0008 8007 0000 0024 FF C00A 0000 000E 00000000")).Text.ShouldContain("no secret");

    [Fact]
    public void Rfc2661_4_3_HiddenOptionalAvpThatCannotBeReadIsIgnored()
    {
        var body = Octets.Of("8008 0000 0000 0008 8008 0000 000E 5678 400A 0000 0019 00000000");
        var parsed = ControlMessageCodec.Parse(body, Secret).ShouldBeOfType<ControlMessageParse.Parsed>();
        ((Ocrp)parsed.Message).PhysicalChannelId.ShouldBeNull();
        parsed.IgnoredAvps.ShouldHaveSingleItem();
    }

    [Fact]
    public void Rfc2661_4_4_AvpThatMustNotBeHiddenIsMalformed()
    {
        var body = Octets.Of("8008 0000 0000 0009 800A 0000 0018 00008340 800A 0000 0013 00000002 8007 0000 0024 FF C008 0000 0027 0000");
        MessageVectors.Error(body, Secret).Text.ShouldContain("must not be hidden");
    }

    [Fact]
    public void Rfc2661_4_3_WrongSecretIsFound()
    {
        var body = ControlMessageCodec.Write(new Ocrp { AssignedSessionId = 1 }, new AvpHiding(Secret, RandomVector));
        var error = MessageVectors.Error(body, "another"u8);
        error.ErrorCode.ShouldBe(GeneralError.LengthWrong);
        error.Text.ShouldContain("secrets differ");
    }

    [Fact]
    public void PaddingGivesWayWhereTheAvpIsFull()
    {
        var sccrq = (Sccrq)MessageVectors.All[0].Message with { Challenge = new byte[1010] };
        var hidden = ControlMessageCodec.Write(sccrq, new AvpHiding(Secret, RandomVector, new byte[16]));
        ((Sccrq)MessageVectors.ParsedMessage(hidden, Secret)).Challenge!.Value.Length.ShouldBe(1010);
    }
}
