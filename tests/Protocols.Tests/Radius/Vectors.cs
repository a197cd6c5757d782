using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Protocols.Tests.Radius;

/// <summary>Golden packets with their source.</summary>
internal static class Vectors
{
    /// <summary>RFC 2865 §7: the secret of both examples.</summary>
    public static readonly byte[] Rfc2865Secret = "xyzzy5461"u8.ToArray();

    /// <summary>RFC 2865 §7.1: user nemo, password arctangent.</summary>
    public static readonly byte[] Rfc2865PapRequest = Hex("""
        01 00 00 38 0f 40 3f 94 73 97 80 57 bd 83 d5 cb 98 f4 22 7a
        01 06 6e 65 6d 6f
        02 12 0d be 70 8d 93 d4 13 ce 31 96 e4 3f 78 2a 0a ee
        04 06 c0 a8 01 10  05 06 00 00 00 03
        """);

    /// <summary>RFC 2865 §7.1: the answer.</summary>
    public static readonly byte[] Rfc2865PapAccept = Hex("""
        02 00 00 26 86 fe 22 0e 76 24 ba 2a 10 05 f6 bf 9b 55 e0 b2
        06 06 00 00 00 01  0f 06 00 00 00 00  0e 06 c0 a8 01 03
        """);

    /// <summary>RFC 2865 §7.2: user flopsy, password arctangent, the Request Authenticator is the challenge.</summary>
    public static readonly byte[] Rfc2865ChapRequest = Hex("""
        01 01 00 47 2a ee 86 f0 8d 0d 55 96 9c a5 97 8e 0d 33 67 a2
        01 08 66 6c 6f 70 73 79
        03 13 16 e9 75 57 c3 16 18 58 95 f2 93 ff 63 44 07 72 75
        04 06 c0 a8 01 10  05 06 00 00 00 14  06 06 00 00 00 02  07 06 00 00 00 01
        """);

    /// <summary>RFC 2865 §7.2: the answer.</summary>
    public static readonly byte[] Rfc2865ChapAccept = Hex("""
        02 01 00 38 15 ef bc 7d ab 26 cf a3 dc 34 d9 c0 3c 86 01 a4
        06 06 00 00 00 02  07 06 00 00 00 01  08 06 ff ff ff fe  0a 06 00 00 00 02  0d 06 00 00 00 01  0c 06 00 00 05 dc
        """);

    public static byte[] Hex(string text) => Convert.FromHexString(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));

    /// <summary>A client's memory of a request, for judging its answer.</summary>
    public static PendingRequest Pending(byte[] request, byte[] secret, bool requireMessageAuthenticator = false) =>
        new((RadiusCode)request[0], request[1], request.AsMemory(4, 16), secret, requireMessageAuthenticator);

    public static AttributeKey Erx(byte type) => new(ErxType.Vendor, type);
}
