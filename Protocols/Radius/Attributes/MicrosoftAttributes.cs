using System.Collections.Immutable;
using static Protocols.Radius.Attributes.AttributeForm;

namespace Protocols.Radius.Attributes;

/// <summary>Numbers of Microsoft's attributes for MS-CHAP and MPPE (RFC 2548).</summary>
public static class MicrosoftType
{
    public const uint Vendor = 311;

    public const byte ChapResponse = 1;
    public const byte ChapError = 2;
    public const byte MppeEncryptionPolicy = 7;
    public const byte MppeEncryptionTypes = 8;
    public const byte ChapDomain = 10;
    public const byte ChapChallenge = 11;
    public const byte ChapMppeKeys = 12;
    public const byte MppeSendKey = 16;
    public const byte MppeRecvKey = 17;
    public const byte AcctAuthType = 23;
    public const byte Chap2Response = 25;
    public const byte Chap2Success = 26;
    public const byte PrimaryDnsServer = 28;
    public const byte SecondaryDnsServer = 29;
    public const byte PrimaryNbnsServer = 30;
    public const byte SecondaryNbnsServer = 31;
}

internal static class MicrosoftAttributes
{
    public static ImmutableArray<AttributeDefinition> Table { get; } =
    [
        Ms("MS-CHAP-Response", MicrosoftType.ChapResponse, Octets, "§2.1.3", secret: true),
        Ms("MS-CHAP-Error", MicrosoftType.ChapError, Octets, "§2.1.5"),
        Ms("MS-MPPE-Encryption-Policy", MicrosoftType.MppeEncryptionPolicy, Integer, "§2.4.4"),
        Ms("MS-MPPE-Encryption-Types", MicrosoftType.MppeEncryptionTypes, Integer, "§2.4.5"),
        Ms("MS-CHAP-Domain", MicrosoftType.ChapDomain, Octets, "§2.1.4"),
        Ms("MS-CHAP-Challenge", MicrosoftType.ChapChallenge, Octets, "§2.1.2"),
        Ms("MS-CHAP-MPPE-Keys", MicrosoftType.ChapMppeKeys, Octets, "§2.4.1", Concealment.Password, secret: true),
        Ms("MS-MPPE-Send-Key", MicrosoftType.MppeSendKey, Octets, "§2.4.2", Concealment.Salted, secret: true),
        Ms("MS-MPPE-Recv-Key", MicrosoftType.MppeRecvKey, Octets, "§2.4.3", Concealment.Salted, secret: true),
        Ms("MS-Acct-Auth-Type", MicrosoftType.AcctAuthType, Integer, "§2.7"),
        Ms("MS-CHAP2-Response", MicrosoftType.Chap2Response, Octets, "§2.3.2", secret: true),
        Ms("MS-CHAP2-Success", MicrosoftType.Chap2Success, Octets, "§2.3.3"),
        Ms("MS-Primary-DNS-Server", MicrosoftType.PrimaryDnsServer, Address, "§2.7"),
        Ms("MS-Secondary-DNS-Server", MicrosoftType.SecondaryDnsServer, Address, "§2.7"),
        Ms("MS-Primary-NBNS-Server", MicrosoftType.PrimaryNbnsServer, Address, "§2.7"),
        Ms("MS-Secondary-NBNS-Server", MicrosoftType.SecondaryNbnsServer, Address, "§2.7"),
    ];

    private static AttributeDefinition Ms(string name, byte type, AttributeForm form, string section,
        Concealment concealment = Concealment.None, bool secret = false) =>
        new(name, new(MicrosoftType.Vendor, type), form, $"RFC 2548 {section}", false, concealment, secret);
}
