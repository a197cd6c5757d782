using Fuzz.Seeds;
using Protocols.Ip;

namespace Fuzz.Targets.Ip;

/// <summary>
/// Packets, and what a router does with a good one: hop count, fragments, MSS, ICMP errors. First octet: whether the header's checksum is
/// made good, and the size of the link.
/// </summary>
public sealed class Ipv4Target : FuzzTarget
{
    private readonly byte[] packet = new byte[600];
    private readonly byte[] piece = new byte[600];
    private readonly byte[] whole = new byte[600];

    public override string Name => "ipv4";

    public override string What => "IPv4 packets: header, fragments, MSS, ICMP errors about them";

    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. IpSeeds.Packets.SelectMany(p => new byte[] { 0, 1, 255 }.Select(choice => Octets.Behind([choice], p)))];

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        if (input.IsEmpty)
            return signature.Value;
        var octets = packet.AsSpan(0, input.Length - 1);
        input[1..].CopyTo(octets);
        if (input[0] % 2 == 1 && octets.Length >= 20 && octets[0] % 16 * 4 is var header and >= 20 && header <= octets.Length)
            PlainSum.Complete(octets[..header], 10);
        var fault = Ipv4Header.Read(octets, out var ip);
        signature.Add((int)fault);
        Judge.Same(IsPacket(octets), fault == Ipv4Fault.None, "taken as RFC 791 allows");
        if (fault != Ipv4Fault.None)
            return signature.Value;
        signature.Add(ip.Protocol is 1 or 6 ? ip.Protocol : 0);
        signature.Add(ip.FragmentOffsetOctets == 0);
        signature.Add(ip.HeaderOctets);
        signature.Add(Fragments(octets, ip, Ipv4Header.MinMtu + input[0]));
        signature.Add(Errors(octets, ip));
        signature.Add(Clamped(octets, ip));
        if (ip.TimeToLive > 1)
        {
            Ipv4Header.DecrementTimeToLive(octets);
            Judge.That(PlainSum.Holds(octets[..ip.HeaderOctets]) && octets[8] == ip.TimeToLive - 1, "one hop less, checksum good");
        }
        return signature.Value;
    }

    private static bool IsPacket(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 20 || octets[0] / 16 != 4)
            return false;
        var (header, total) = (octets[0] % 16 * 4, octets[2] * 256 + octets[3]);
        // a fragment that ends beyond 65 535 octets is part of no packet
        var end = (octets[6] % 32 * 256 + octets[7]) * 8 + total;
        return header >= 20 && header <= total && total <= octets.Length && end <= 65_535 && PlainSum.Holds(octets[..header]);
    }

    /// <summary>Every fragment is a packet that fits, and together they are the whole.</summary>
    private int Fragments(ReadOnlySpan<byte> octets, Ipv4Header ip, int mtu)
    {
        var fragmenter = new Ipv4Fragmenter(octets, ip, mtu);
        var (next, count, ended) = (ip.FragmentOffsetOctets, 0, ip.PayloadOctets == 0);
        while (fragmenter.TryNext(piece, out var length))
        {
            Judge.That(length <= mtu, "a fragment fits the link");
            Judge.Same(Ipv4Header.Read(piece.AsSpan(0, length), out var part), Ipv4Fault.None, "a fragment is a packet");
            Judge.Same(part.FragmentOffsetOctets, next, "fragments follow one another");
            Judge.Same((part.Source, part.Destination, part.Protocol), (ip.Source, ip.Destination, ip.Protocol), "fragments of one packet");
            piece.AsSpan(part.HeaderOctets, part.PayloadOctets).CopyTo(whole.AsSpan(next - ip.FragmentOffsetOctets));
            next += part.PayloadOctets;
            ended = next - ip.FragmentOffsetOctets == ip.PayloadOctets;
            Judge.That(part.MoreFragments == (!ended || ip.MoreFragments), "only the last says so");
            Judge.That(++count <= 64, "fragmenting ends");
        }
        Judge.That(ended, "nothing is left out");
        Judge.SameOctets(whole.AsSpan(0, ip.PayloadOctets), octets[ip.HeaderOctets..ip.TotalOctets], "put together again");
        return Math.Min(count, 3);
    }

    private int Errors(ReadOnlySpan<byte> octets, Ipv4Header ip)
    {
        if (!IcmpError.IsAllowedAbout(octets, ip))
            return 0;
        Judge.That(ip.FragmentOffsetOctets == 0 && octets[12] is not (0 or 127 or >= 224) && octets[16] < 224, "errors go to one host, about first fragments");
        var router = Ipv4Address.Read([192, 0, 2, 254]);
        ReadOnlySpan<int> lengths =
        [
            IcmpError.WriteFragmentationNeeded(piece, router, octets, ip, 1000),
            IcmpError.WriteTimeExceeded(piece, router, octets, ip),
            IcmpError.WriteNetUnreachable(piece, router, octets, ip),
        ];
        foreach (var length in lengths)
            Judge.That(length <= IcmpError.MaxOctets, "errors are bounded");
        Judge.Same(Ipv4Header.Read(piece.AsSpan(0, lengths[2]), out var error), Ipv4Fault.None, "an error is a packet");
        Judge.That(PlainSum.Holds(piece.AsSpan(error.HeaderOctets, error.PayloadOctets)), "with a good checksum");
        Judge.Same(error.Destination, ip.Source, "to the sender");
        Judge.That(!IcmpError.IsAllowedAbout(piece.AsSpan(0, lengths[2]), error), "no error about an error");
        return 1;
    }

    private int Clamped(Span<byte> octets, Ipv4Header ip)
    {
        const int MaxMss = 900;
        octets.CopyTo(whole);
        var before = PlainSum.Of(octets[ip.HeaderOctets..ip.TotalOctets]);
        if (!TcpMss.Clamp(octets, ip, MaxMss))
        {
            Judge.SameOctets(octets, whole.AsSpan(0, octets.Length), "what is not clamped stays");
            return 0;
        }
        var changed = 0;
        for (var i = 0; i < octets.Length; i++)
            changed += octets[i] != whole[i] ? 1 : 0;
        Judge.That(changed is > 0 and <= 4, "two words change");
        Judge.That(octets[ip.HeaderOctets + 13] % 4 >= 2, "of a SYN");
        // the sum over all, checksum field included, stays what it was; 0 and 65535 are the same number
        Judge.Same(PlainSum.Of(octets[ip.HeaderOctets..ip.TotalOctets]) % 65535, before % 65535, "the TCP checksum is as good as before");
        return 1;
    }
}
