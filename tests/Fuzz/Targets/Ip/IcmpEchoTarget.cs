using Fuzz.Seeds;
using Protocols.Ip;

namespace Fuzz.Targets.Ip;

/// <summary>Echoes, and replies to them. First octet: whether checksums are made good.</summary>
public sealed class IcmpEchoTarget : FuzzTarget
{
    private readonly byte[] packet = new byte[600];
    private readonly byte[] reply = new byte[600];

    public override string Name => "icmp-echo";

    public override string What => "ICMP echoes inside IPv4";

    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. IpSeeds.Packets.SelectMany(p => new byte[] { 0, 1 }.Select(choice => Octets.Behind([choice], p)))];

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        if (input.IsEmpty)
            return signature.Value;
        var octets = packet.AsSpan(0, input.Length - 1);
        input[1..].CopyTo(octets);
        if (input[0] % 2 == 1)
            Repair(octets);
        var isEcho = IcmpEcho.TryRead(octets, out var echo);
        Judge.Same(IsEcho(octets), isEcho, "taken as RFC 792 allows");
        signature.Add(isEcho);
        if (!isEcho)
            return signature.Value;
        signature.Add(echo.IsRequest);
        signature.AddCount(echo.Data.Length);
        var length = echo.WriteReply(reply);
        Judge.Same(length, IcmpEcho.Measure(echo.Data.Length), "as long as measured");
        Judge.That(IcmpEcho.TryRead(reply.AsSpan(0, length), out var answer) && !answer.IsRequest, "a reply is an echo");
        Judge.SameOctets(answer.Data, echo.Data, "with the same data");
        Judge.Same((answer.Identifier, answer.Sequence, answer.Ip.Source, answer.Ip.Destination),
            (echo.Identifier, echo.Sequence, echo.Ip.Destination, echo.Ip.Source), "back to the sender");
        return signature.Value;
    }

    private static void Repair(Span<byte> octets)
    {
        if (octets.Length < 28)
            return;
        var (header, total) = (octets[0] % 16 * 4, octets[2] * 256 + octets[3]);
        if (header < 20 || header + 8 > total || total > octets.Length)
            return;
        PlainSum.Complete(octets[..header], 10);
        PlainSum.Complete(octets[header..total], 2);
    }

    private static bool IsEcho(ReadOnlySpan<byte> octets)
    {
        if (Ipv4Header.Read(octets, out _) != Ipv4Fault.None || octets[9] != 1 || (octets[6] % 64 | octets[7]) != 0)
            return false;
        var message = octets[(octets[0] % 16 * 4)..(octets[2] * 256 + octets[3])];
        return message.Length >= 8 && message[0] is 0 or 8 && message[1] == 0 && PlainSum.Holds(message);
    }
}
