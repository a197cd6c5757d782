namespace Fuzz.Seeds;

/// <summary>What comes off telephone lines.</summary>
internal static class LineSeeds
{
    /// <summary>An LCP request, what slirp-fullbolt 1.0.17 answered to it, and an IP frame that holds flag, escape, XON and XOFF.</summary>
    public static readonly IReadOnlyList<byte[]> Hdlc = Octets.Lines("""
        7EFF7D23C0217D217D217D207D347D227D267D207D207D207D207D257D26A1B2C3D47D277D227D287D2247537E
        7EFF7D23C0217D217D217D207D327D217D247D25DC7D257D267D5D5A567D5D7D277D227D287D22326F7E
        7EFF7D23C0217D227D217D207D347D227D267D207D207D207D207D257D26A1B2C3D47D277D227D287D22AC3A7E
        7EFF0300214500 7D5D7D5E7D317D330D1F8D7E
        """);

    /// <summary>Results of V.250 §5.7.1 and of vendors.</summary>
    public static readonly IReadOnlyList<byte[]> Results =
    [
        .. new[]
        {
            "\r\nOK\r\n", "\r\nRING\r\n\r\nNO CARRIER\r\n", "\r\nCONNECT 33600\r\n", "CONNECT 31200/50667/V90\r", "\r\n+MRR: 31200,33600\r\n",
            "\r\nCARRIER 28800\r\n\r\nPROTOCOL: LAP-M\r\n\r\nCONNECT 115200\r\n", "0\r1\r5\r10\r3\r", "\r\nBUSY\r\n\r\nNO DIAL TONE\r\nNO ANSWER\r\n",
            "ATE0\r\r\nOK\r\n", "\r\nDELAYED 00:02:00\r\n\r\nBLACKLISTED\r\n\r\nERROR\r\n", "\r\n+CME ERROR: 30\r\n", "\r\nlogin: \r\n",
        }.Select(Octets.Text),
    ];

    /// <summary>Command lines of every form (V.250 §5.3, §5.4, §6.3.1).</summary>
    public static readonly IReadOnlyList<byte[]> Commands =
    [
        .. new[]
        {
            "ATE0V1Q0\r", "AT&F\rATX4&C1&D2S0=0\rAT+MR=1\rATW2\r", "ATS7=60DT 0,W555-1234;\r", "AT&F e0V1 &c1&D2S0=0S7?\\V2%C1+MR=1;+MR?;L O X4\r",
            "ATDP*31#0405550100\rA/", "atd+49 (40) 555.01/00\r", "xxAAT\bATH0\b1\r", "AT\r", "ATS1234=1\rAT?\rAT&\rAT+=\r",
        }.Select(Octets.Text),
    ];
}
