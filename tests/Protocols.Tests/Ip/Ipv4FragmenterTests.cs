using FsCheck;
using FsCheck.Fluent;
using Protocols.Ip;

namespace Protocols.Tests.Ip;

public class Ipv4FragmenterTests
{
    private static readonly Ipv4Address Source = Ipv4Address.Parse("192.0.2.1");
    private static readonly Ipv4Address Destination = Ipv4Address.Parse("10.10.1.1");

    [Fact]
    public void CutsWhereTheKernelDid()
    {
        // ping -M dont -s 1200 over 1000 octets was captured as fragments of 996 and 252 octets
        var fragments = Fragment(Packet(1208), 1000);
        fragments.Select(f => f.Length).ShouldBe([996, 252]);
        fragments.Select(f => (f[6] << 8) | f[7]).ShouldBe([0x2000, 976 / 8]);
    }

    [Fact]
    public void PacketThatFitsComesOutAsItIs()
    {
        var packet = Packet(100);
        Fragment(packet, 120).ShouldHaveSingleItem().ShouldBe(packet);
    }

    [Fact]
    public void FragmentOfAFragmentKeepsItsPlace()
    {
        var middle = Fragment(Packet(1208), 1000)[0];
        var again = Fragment(middle, 500);
        again.Select(f => (f[6] << 8) | f[7]).ShouldBe([0x2000, 0x2000 | 480 / 8, 0x2000 | 960 / 8]);
    }

    [Fact]
    public void Rfc791_3_1_OnlyCopiedOptionsStandInLaterFragments()
    {
        // record route (7, not copied), NOP, loose source route (131, copied), end
        byte[] options = [7, 7, 4, 0, 0, 0, 0, 1, 131, 7, 4, 10, 0, 0, 1, 0];
        var fragments = Fragment(Packet(200, options), 100);
        fragments[0][20..36].ShouldBe(options);
        fragments[1][20..28].ShouldBe([131, 7, 4, 10, 0, 0, 1, 0]);
        fragments[1][0].ShouldBe((byte)0x47);
        Reassemble(fragments).ShouldBe(Payload(200));
    }

    [Fact]
    public void BrokenOptionsEndTheCopyOnly()
    {
        // a copied option that says to be longer than the header
        var fragments = Fragment(Packet(200, [131, 9, 0, 0]), 100);
        fragments[1][0].ShouldBe((byte)0x45);
        Reassemble(fragments).ShouldBe(Payload(200));
    }

    [Fact]
    public void AnyPacketComesTogetherAgain() =>
        Prop.ForAll<ushort, ushort>((payload, extra) =>
        {
            var octets = payload % 3000;
            var mtu = Ipv4Header.MinMtu + extra % 1500;
            var fragments = Fragment(Packet(octets), mtu);
            return fragments.All(f => f.Length <= mtu && Ipv4Header.Read(f, out _) == Ipv4Fault.None)
                && Reassemble(fragments).SequenceEqual(Payload(octets));
        }).QuickCheckThrowOnFailure();

    private static byte[] Payload(int octets) => [.. Enumerable.Range(0, octets).Select(n => (byte)(n * 7))];

    private static byte[] Packet(int payloadOctets, params byte[] options)
    {
        var packet = new byte[20 + options.Length + payloadOctets];
        Ipv4Header.Write(packet, packet.Length - 20, IpProtocol.Udp, Source, Destination, identification: 0x4321);
        packet[0] += (byte)(options.Length / 4);
        options.CopyTo(packet, 20);
        packet.AsSpan(10, 2).Clear();
        var checksum = InternetChecksum.Of(packet.AsSpan(0, 20 + options.Length));
        (packet[10], packet[11]) = ((byte)(checksum >> 8), (byte)checksum);
        Payload(payloadOctets).CopyTo(packet, 20 + options.Length);
        return packet;
    }

    private static List<byte[]> Fragment(byte[] packet, int mtu)
    {
        Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
        var fragmenter = new Ipv4Fragmenter(packet, header, mtu);
        var fragments = new List<byte[]>();
        var buffer = new byte[mtu];
        while (fragmenter.TryNext(buffer, out var octets))
            fragments.Add(buffer[..octets]);
        return fragments;
    }

    private static byte[] Reassemble(List<byte[]> fragments)
    {
        var payload = new List<byte>();
        for (var at = 0; at < fragments.Count; at++)
        {
            Ipv4Header.Read(fragments[at], out var header).ShouldBe(Ipv4Fault.None);
            header.FragmentOffsetOctets.ShouldBe(payload.Count);
            header.MoreFragments.ShouldBe(at < fragments.Count - 1);
            payload.AddRange(fragments[at][header.HeaderOctets..]);
        }
        return [.. payload];
    }
}
