namespace Protocols.L2tp;

/// <summary>The value of the Protocol Version AVP, which is not the header's version (RFC 2661 §4.4.3).</summary>
public static class ProtocolVersion
{
    /// <summary>Version 1, revision 0; in this form it is also the "highest version supported" of StopCCN result 5.</summary>
    public const ushort Ours = 0x0100;

    /// <summary>Revisions of version 1 have to get along with each other; another version does not (§7.2.1).</summary>
    public static bool IsSupported(byte version) => version == Ours >> 8;
}
