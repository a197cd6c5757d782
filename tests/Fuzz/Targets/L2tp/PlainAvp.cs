using System.Security.Cryptography;

namespace Fuzz.Targets.L2tp;

/// <summary>One AVP as a second, plain reader finds it (RFC 2661 §4.1).</summary>
internal readonly record struct PlainAvp(bool Mandatory, bool Hidden, bool Reserved, int Vendor, int Attribute, byte[] Value)
{
    /// <returns>Null where lengths don't add up.</returns>
    public static List<PlainAvp>? Walk(ReadOnlySpan<byte> body)
    {
        var avps = new List<PlainAvp>();
        while (body.Length > 0)
        {
            var length = body.Length < 6 ? 0 : body[0] % 4 * 256 + body[1];
            if (length < 6 || length > body.Length)
                return null;
            avps.Add(new PlainAvp(body[0] >= 128, body[0] % 128 >= 64, (body[0] & 0x3C) != 0, body[2] * 256 + body[3],
                body[4] * 256 + body[5], body[6..length].ToArray()));
            body = body[length..];
        }
        return avps;
    }

    /// <summary>§4.3, with whole digests in place of a running one.</summary>
    public static byte[]? Reveal(int attribute, byte[] hidden, byte[] secret, byte[] vector)
    {
        if (hidden.Length < 2)
            return null;
        var clear = new byte[hidden.Length];
        byte[] key = MD5.HashData([(byte)(attribute >> 8), (byte)attribute, .. secret, .. vector]);
        for (var i = 0; i < hidden.Length; i++)
        {
            if (i > 0 && i % 16 == 0)
                key = MD5.HashData([.. secret, .. hidden.AsSpan(i - 16, 16)]);
            clear[i] = (byte)(hidden[i] ^ key[i % 16]);
        }
        var length = clear[0] * 256 + clear[1];
        return length + 2 <= clear.Length ? clear[2..(2 + length)] : null;
    }

    /// <summary>Octets of a value of fixed length, from the figures of RFC 2661 §4.4; −1 where it is not fixed or not known here.</summary>
    public static int FixedLength(int attribute) => attribute switch
    {
        0 or 2 or 6 or 9 or 10 or 14 or 29 or 32 => 2,
        3 or 4 or 15 or 16 or 17 or 18 or 19 or 24 or 25 or 38 => 4,
        5 => 8,
        13 => 16,
        34 => 26,
        35 => 10,
        39 => 0,
        _ => -1,
    };
}
