namespace Protocols.L2tp;

/// <summary>The first sixteen bits of every message: <c>T L x x S x O P x x x x Ver</c> (RFC 2661 §3.1).</summary>
internal static class HeaderFlags
{
    public const ushort Control = 0x8000;
    public const ushort Length = 0x4000;
    public const ushort Sequence = 0x0800;
    public const ushort Offset = 0x0200;
    public const ushort Priority = 0x0100;
    public const ushort VersionMask = 0x000F;
    public const ushort Version = 2;

    /// <summary>T, L and S with version 2: the only first word a control message may have.</summary>
    public const ushort ControlMessage = Control | Length | Sequence | Version;
}
