namespace Protocols.Tests.Ip;

/// <summary>
/// Packets as a Linux 6.1 kernel and iputils put them on a wire, captured with tshark between network namespaces: 192.0.2.1 behind
/// the router 192.0.2.254, beyond it a link of 1000 octets to 10.10.1.1.
/// </summary>
internal static class Captured
{
    /// <summary>ping -s 16.</summary>
    public static readonly byte[] EchoRequest = Convert.FromHexString(
        "4500002c09a4400040016421c00002010a0a0101080095d74df900015fec036b00000000a5d60b0000000000");

    /// <summary>The answer to <see cref="EchoRequest"/>, one hop later.</summary>
    public static readonly byte[] EchoReply = Convert.FromHexString(
        "4500002c2dbd00003f0181080a0a0101c000020100009dd74df900015fec036b00000000a5d60b0000000000");

    /// <summary>ping -t 1, and what the router says to it.</summary>
    public static readonly byte[] LastHop = Convert.FromHexString(
        "4500002c09a740000101a31ec00002010a0a0101080044a74dfa00015fec036b00000000f6050c0000000000");

    public static readonly byte[] TimeExceeded = Convert.FromHexString(
        "45c00048e7a8000040010d4dc00002fec00002010b00f4ff00000000"
        + "4500002c09a740000101a31ec00002010a0a0101080044a74dfa00015fec036b00000000f6050c0000000000");

    /// <summary>The router's answer to a packet for 10.99.1.1; it quotes the packet whole.</summary>
    public static readonly byte[] NetUnreachable = Convert.FromHexString(
        "45c00048e7aa000040010d4bc00002fec00002010300fcff00000000"
        + "4500002ce2bd400040018aaec00002010a6301010800466a4dfb00015fec036b00000000f4410c0000000000");

    /// <summary>The router's answer to ping -M do -s 1200: the first 548 octets of 1228 are quoted.</summary>
    public static readonly byte[] FragmentationNeeded =
    [
        .. Convert.FromHexString(
            "45c00240e7a4000040010b59c00002fec0000201030473e1000003e8"
            + "450004cc0000400040016925c00002010a0a010108004fe04df800015fec036b000000001cb20b0000000000"),
        .. Enumerable.Range(0x10, 504).Select(n => (byte)n),
    ];

    /// <summary>A connect to port 80: MSS 960, SACK permitted, timestamps, NOP, window scale.</summary>
    public static readonly byte[] TcpSyn = Convert.FromHexString(
        "4500003cbcdf40004006b0d0c00002010a0a0101d3ca005060c6a3db00000000a002ff0094b00000020403c00402080a3c05d471000000000103030a");

    /// <summary>"hello" from 192.0.2.1:1701 to 192.0.2.254:1701.</summary>
    public static readonly byte[] UdpOverIpv4 = Convert.FromHexString("450000217196400040114436c0000201c00002fe06a506a5000d29b868656c6c6f");

    /// <summary>"hello" from [2001:db8::2]:1701 to [2001:db8::1]:1812.</summary>
    public static readonly byte[] UdpOverIpv6 = Convert.FromHexString(
        "6000e728000d114020010db800000000000000000000000220010db800000000000000000000000106a50714000d52d468656c6c6f");

    /// <summary>Identification and header checksum cleared: two writers choose different identifications.</summary>
    public static byte[] WithoutIdentification(ReadOnlySpan<byte> packet)
    {
        var masked = packet.ToArray();
        masked.AsSpan(4, 2).Clear();
        masked.AsSpan(10, 2).Clear();
        return masked;
    }
}
