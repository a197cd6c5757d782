using System.Text;
using Protocols.Ppp.Authentication;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Authentication;

public class HashTests
{
    [Theory]
    // RFC 1320 A.5
    [InlineData("", "31d6cfe0d16ae931b73c59d7e0c089c0")]
    [InlineData("a", "bde52cb31de33e46245e05fbdbd6fb24")]
    [InlineData("abc", "a448017aaf21d8525fc10ae87aa6729d")]
    [InlineData("message digest", "d9130a8164549fe818874806e1c7014b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "043f8582f241db351ce627e153e7f0e4")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "e33b4ddc9c38f2199c3e7b164fcc0536")]
    public void Rfc1320_A5_Md4(string message, string hash) =>
        Md4.Hash(Encoding.ASCII.GetBytes(message)).ShouldBe(Hex.Octets(hash));

    [Fact]
    public void Rfc1320_3_1_Md4PadsEveryLengthAcrossTwoBlocks()
    {
        // Boundaries of the padding (55, 56, 63, 64) must not collide or overrun; hash of hashes computed with OpenSSL:
        //   for n in 0..130: md4(n × 0x61), concatenated, md4 again
        var all = Enumerable.Range(0, 131).SelectMany(n => Md4.Hash(Enumerable.Repeat((byte)'a', n).ToArray())).ToArray();
        Convert.ToHexString(Md4.Hash(all)).ShouldBe("6B1BA2FDCF9D0AC07E64D72E5686A8EF");
    }

    [Theory]
    // J. Orlin Grabbe's worked example; FIPS 46 / NBS 500-20 table 1 (variable plaintext); weak key, all zero
    [InlineData(0x133457799BBCDFF1, 0x0123456789ABCDEF, 0x85E813540F0AB405)]
    [InlineData(0x0101010101010101, 0x95F8A5E5DD31D900, 0x8000000000000000)]
    [InlineData(0x0000000000000000, 0x0000000000000000, 0x8CA64DE9C1B123A7)]
    public void Fips46_Des(ulong key, ulong block, ulong expected) => Des.Encrypt(key, block).ShouldBe(expected);

    [Fact]
    public void Fips46_DesIgnoresParity() =>
        Des.Encrypt(0x133457799BBCDFF1 ^ 0x0101010101010101, 1).ShouldBe(Des.Encrypt(0x133457799BBCDFF1, 1));

    [Fact]
    public void Rfc1994_4_1_ChapMd5()
    {
        // printf '\x2asecret\x01\x02\x03\x04' | md5sum
        ChapMd5.Response(0x2A, "secret"u8, [1, 2, 3, 4]).ShouldBe(Hex.Octets("f06a31bdd6ae6162f265543c5fc9fe37"));
    }
}
