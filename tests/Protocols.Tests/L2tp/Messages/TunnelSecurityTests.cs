using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

public class TunnelSecurityTests
{
    [Theory]
    // Computed apart from this code, with Python's hashlib: MD5(02 + "tunnel-secret" + 00..0f) and MD5(03 + "tunnel-secret" + text).
    [InlineData(MessageType.Sccrp, "000102030405060708090A0B0C0D0E0F", "6c0da2faf7a397aa3f88f55061ea9134")]
    [InlineData(MessageType.Scccn, "30313233343536373839616263646566", "6b27e67a1993f4bdb991ca4cdff95500")]
    public void Rfc2661_5_1_1_ResponseIsMd5OfTypeSecretChallenge(MessageType carrier, string challenge, string response)
    {
        TunnelAuthentication.Respond(carrier, "tunnel-secret"u8, Octets.Of(challenge)).ShouldBe(Octets.Of(response));
        TunnelAuthentication.Verify(carrier, "tunnel-secret"u8, Octets.Of(challenge), Octets.Of(response)).ShouldBeTrue();
        foreach (var wrong in Octets.SingleByteCorruptions(Octets.Of(response)))
            TunnelAuthentication.Verify(carrier, "tunnel-secret"u8, Octets.Of(challenge), wrong).ShouldBeFalse();
        TunnelAuthentication.Verify(carrier, "tunnel-secret"u8, Octets.Of(challenge), []).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, null, TieResult.Neither)]
    [InlineData(5UL, null, TieResult.Win)]
    [InlineData(null, 5UL, TieResult.Lose)]
    [InlineData(4UL, 5UL, TieResult.Win)]
    [InlineData(5UL, 4UL, TieResult.Lose)]
    [InlineData(5UL, 5UL, TieResult.BothDrop)]
    [InlineData(ulong.MaxValue, 1UL, TieResult.Lose)] // unsigned
    public void Rfc2661_4_4_3_LowerTieBreakerWins(ulong? ours, ulong? theirs, TieResult expected) =>
        TieBreaker.Compare(ours, theirs).ShouldBe(expected);
}
