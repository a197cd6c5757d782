namespace Protocols.Tests.Hdlc;

/// <summary>Octets as they stand on a line, with their source.</summary>
static class Frames
{
    /// <summary>LCP Configure-Request made by hand: ACCM 0, magic A1B2C3D4, PFC, ACFC; check sequence from a bitwise program.</summary>
    public const string RequestFrame = "FF 03 C0 21 01 01 00 14 02 06 00 00 00 00 05 06 A1 B2 C3 D4 07 02 08 02";

    /// <inheritdoc cref="RequestFrame"/>
    public const string RequestOnLine =
        "7E FF 7D 23 C0 21 7D 21 7D 21 7D 20 7D 34 7D 22 7D 26 7D 20 7D 20 7D 20 7D 20 7D 25 7D 26 A1 B2 C3 D4 7D 27 7D 22 7D 28 7D 22 " +
        "47 53 7E";

    /// <summary>What slirp-fullbolt 1.0.17 wrote when it read <see cref="RequestOnLine"/>: its own request, and an Ack.</summary>
    public const string SlirpAnswer =
        "7E FF 7D 23 C0 21 7D 21 7D 21 7D 20 7D 32 7D 21 7D 24 7D 25 DC 7D 25 7D 26 7D 5D 5A 56 7D 5D 7D 27 7D 22 7D 28 7D 22 32 6F 7E " +
        "7E FF 7D 23 C0 21 7D 22 7D 21 7D 20 7D 34 7D 22 7D 26 7D 20 7D 20 7D 20 7D 20 7D 25 7D 26 A1 B2 C3 D4 7D 27 7D 22 7D 28 7D 22 " +
        "AC 3A 7E";

    public static readonly string[] SlirpFrames =
    [
        "FF 03 C0 21 01 01 00 12 01 04 05 DC 05 06 7D 5A 56 7D 07 02 08 02",
        "FF 03 C0 21 02 01 00 14 02 06 00 00 00 00 05 06 A1 B2 C3 D4 07 02 08 02",
    ];

    /// <summary>An IP frame that holds a flag, an escape, XON, XOFF and CR; ACCM 000A0000 maps XON and XOFF (made by hand).</summary>
    public const string DataFrame = "FF 03 00 21 45 00 7D 7E 11 13 0D";

    /// <inheritdoc cref="DataFrame"/>
    public const string DataOnLine = "7E FF 03 00 21 45 00 7D 5D 7D 5E 7D 31 7D 33 0D 1F 8D 7E";

    public const uint XonXoff = 0x000A_0000;

    public static byte[] Octets(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
