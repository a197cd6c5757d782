using FsCheck;
using FsCheck.Fluent;
using Protocols.Ip;

namespace Protocols.Tests.Ip;

public class InternetChecksumTests
{
    [Fact]
    public void Rfc1071_3_ExampleSum()
    {
        // the RFC's example: the words add up to ddf2
        byte[] octets = [0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7];
        InternetChecksum.Of(octets).ShouldBe((ushort)0x220d);
    }

    [Fact]
    public void Rfc1624_4_ExampleUpdate()
    {
        // the RFC's example: HC = DD2F, m = 5555, m' = 3285 gives 0000, where RFC 1141's equation gave FFFF
        InternetChecksum.Update(0xDD2F, 0x5555, 0x3285).ShouldBe((ushort)0x0000);
    }

    [Fact]
    public void OddLastOctetCountsAsHighHalf() => InternetChecksum.Of([0x12, 0x34, 0x56]).ShouldBe((ushort)(0xFFFF - 0x1234 - 0x5600));

    [Fact]
    public void NothingSumsToNothing() => InternetChecksum.Of([]).ShouldBe(ushort.MaxValue);

    [Fact]
    public void LongestPacketOfOnesDoesNotOverflow()
    {
        var octets = new byte[ushort.MaxValue + 1];
        octets.AsSpan().Fill(0xFF);
        InternetChecksum.Of(octets).ShouldBe((ushort)0);
    }

    [Fact]
    public void UpdatedSumVerifiesLikeAFreshOne() =>
        Prop.ForAll<byte[], ushort, byte>((noise, word, place) =>
        {
            // a non-zero octet in front: only octets that are all zero have two sums
            byte[] octets = [0x45, 0, .. noise, .. new byte[noise.Length % 2], 0x12, 0x34, 0, 0];
            var sum = InternetChecksum.Of(octets);
            var at = place % (octets.Length / 2 - 1) * 2;
            if (at == 0)
                return true;
            var old = (ushort)(octets[at] << 8 | octets[at + 1]);
            (octets[at], octets[at + 1]) = ((byte)(word >> 8), (byte)word);
            return InternetChecksum.Update(sum, old, word) == InternetChecksum.Of(octets);
        }).QuickCheckThrowOnFailure();
}
