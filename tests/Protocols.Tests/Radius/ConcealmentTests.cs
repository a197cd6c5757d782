using FsCheck;
using FsCheck.Fluent;
using Protocols.Radius.Secrets;

namespace Protocols.Tests.Radius;

public sealed class ConcealmentTests
{
    private static readonly byte[] Authenticator = Vectors.Hex("0f403f9473978057bd83d5cb98f4227a");

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(128, 128)]
    public void Rfc2865_5_2_PasswordFillsWholeBlocks(int length, int concealedLength)
    {
        var password = Enumerable.Repeat((byte)'p', length).ToArray();

        var concealed = UserPassword.Conceal(password, "s"u8, Authenticator).ShouldNotBeNull();

        concealed.Length.ShouldBe(concealedLength);
        UserPassword.Reveal(concealed, "s"u8, Authenticator).ShouldNotBeNull()[..length].ShouldBe(password);
    }

    [Fact]
    public void Rfc2865_5_2_PasswordOf129OctetsIsRefused() =>
        UserPassword.Conceal(new byte[129], "s"u8, Authenticator).ShouldBeNull();

    [Theory]
    [InlineData(0, 18)]
    [InlineData(15, 18)]
    [InlineData(16, 34)]
    [InlineData(SaltEncryption.MaximumLength, 242)]
    public void Rfc2868_3_5_LengthOctetCountsIntoTheBlocks(int length, int concealedLength)
    {
        var value = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        var concealed = SaltEncryption.Conceal(value, "s"u8, Authenticator, 7).ShouldNotBeNull();

        concealed.Length.ShouldBe(concealedLength);
        (concealed[0] & 0x80).ShouldBe(0x80);
        SaltEncryption.Reveal(concealed, "s"u8, Authenticator).ShouldBe(value);
    }

    [Fact]
    public void Rfc2868_3_5_ValueThatWouldNotFitTheAttributeIsRefused() =>
        SaltEncryption.Conceal(new byte[SaltEncryption.MaximumLength + 1], "s"u8, Authenticator, 7).ShouldBeNull();

    // "ab" with secret "s", authenticator as above, salt 0x8001. Computed apart from this code:
    // md5("s" + authenticator + 80 01) XOR (02 61 62 00…)
    [Fact]
    public void Rfc2868_3_5_HandComputedBlock() =>
        SaltEncryption.Conceal("ab"u8, "s"u8, Authenticator, 1).ShouldBe(Vectors.Hex("80015b01cc8794913cfaeb5c1d0142e21295"));

    [Fact]
    public void Rfc2868_3_5_RecoveredLengthNeverBoundsARead()
    {
        // with every secret the first octet decrypts to something else; most of them say more than there is
        var concealed = SaltEncryption.Conceal("tunnel secret"u8, "right"u8, Authenticator, 9).ShouldNotBeNull();
        var refused = 0;
        for (var i = 0; i < 1000; i++)
            if (SaltEncryption.Reveal(concealed, BitConverter.GetBytes(i), Authenticator) is not { } revealed)
                refused++;
            else
                revealed.Length.ShouldBeLessThan(16);
        refused.ShouldBeInRange(850, 999);
    }

    [Fact]
    public void EveryLengthThatConcealingCannotMakeIsRefused()
    {
        for (var length = 0; length <= 256; length++)
        {
            var octets = new byte[length];
            (UserPassword.Reveal(octets, "s"u8, Authenticator) is not null).ShouldBe(length is > 0 and <= 128 && length % 16 == 0);
            if (length < 18 || (length - 2) % 16 != 0)
                SaltEncryption.Reveal(octets, "s"u8, Authenticator).ShouldBeNull();
        }
    }

    [Fact]
    public void Property_RevealUndoesConceal() => Prop.ForAll<byte[], byte[], ushort>((value, secret, salt) =>
    {
        var shortened = value.Take(SaltEncryption.MaximumLength).ToArray();
        var concealed = SaltEncryption.Conceal(shortened, secret, Authenticator, salt)!;
        var password = shortened.Take(UserPassword.MaximumLength).ToArray();
        return SaltEncryption.Reveal(concealed, secret, Authenticator)!.SequenceEqual(shortened)
            && UserPassword.Reveal(UserPassword.Conceal(password, secret, Authenticator)!, secret, Authenticator)!
                .Take(password.Length).SequenceEqual(password);
    }).QuickCheckThrowOnFailure();
}
