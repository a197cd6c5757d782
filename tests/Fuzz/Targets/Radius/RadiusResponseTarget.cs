using System.Security.Cryptography;
using Fuzz.Seeds;
using Protocols.Radius;

namespace Fuzz.Targets.Radius;

/// <summary>
/// Answers as the gateway judges them. The first octet says what was asked, and whether the packet is signed as if its server had made it:
/// nothing else gets behind the authenticators.
/// </summary>
public sealed class RadiusResponseTarget : FuzzTarget
{
    private const int SignedBit = 1, MessageSignedBit = 2, RequiredBit = 4;

    private static readonly byte[] Secret = "testing123"u8.ToArray();
    private static readonly byte[] RequestAuthenticator = Octets.Hex("85cfce1ee2d13171650938abd2b77610");
    private static readonly RadiusCode[] Requests = [RadiusCode.AccessRequest, RadiusCode.AccountingRequest, RadiusCode.StatusServer];

    public override string Name => "radius-response";

    public override string What => "RADIUS answers: authenticators, concealed values";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. RadiusSeeds.Packets.SelectMany(p => new byte[] { 0, 3, 7, 8 + 3, 16 + 3 }.Select(flags => Octets.Behind([flags], p))),
    ];

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        if (input.Length < 21)
            return signature.Value;
        var flags = input[0];
        var packet = input[1..].ToArray();
        var pending = new PendingRequest(Requests[flags / 8 % 3], packet[1], RequestAuthenticator, Secret, (flags & RequiredBit) != 0);
        var length = packet[2] * 256 + packet[3];
        if (length >= 20 && length <= packet.Length)
            Sign(packet.AsSpan(0, length), flags);
        var reading = ResponseReader.Read(packet, pending);
        signature.Add((int)reading.Fault);
        signature.Add((int)pending.Request);
        if (reading.Packet is not { } read)
        {
            Judge.That(reading.Fault != RadiusFault.None, "a packet or a fault");
            return signature.Value;
        }
        Judge.That(MD5.HashData([.. packet[..4], .. RequestAuthenticator, .. packet[20..length], .. Secret]).AsSpan().SequenceEqual(packet.AsSpan(4, 16)),
            "an answer verifies with the secret");
        Judge.That(IsAnswer(pending.Request, packet[0]), "the answer is one to the request");
        var signed = PlainAttribute.Walk(packet)!.Where(a => a.Type == 80).ToList();
        Judge.That(signed.Count <= 1 && signed.All(a => a.Value.Length == 16), "one Message-Authenticator at most");
        Judge.That(signed.Count == 1 || !pending.RequireMessageAuthenticator || pending.Request != RadiusCode.AccessRequest, "Message-Authenticator is there where it must be");
        foreach (var attribute in read.Attributes)
            Judge.That(attribute.Value.Length <= 253, "values are bounded");
        signature.AddCount(read.Attributes.Length);
        return signature.Value;
    }

    private static bool IsAnswer(RadiusCode request, byte code) => (request, code) switch
    {
        (RadiusCode.AccessRequest, 2 or 3 or 11) or (RadiusCode.AccountingRequest, 5) or (RadiusCode.StatusServer, 2 or 5) => true,
        _ => false,
    };

    /// <summary>With whole buffers, where the code under test has running digests.</summary>
    private static void Sign(Span<byte> packet, byte flags)
    {
        if ((flags & MessageSignedBit) != 0 && PlainAttribute.Walk(packet) is { } attributes)
        {
            var at = 20;
            foreach (var (type, value) in attributes)
            {
                if (type == 80 && value.Length == 16)
                {
                    packet.Slice(at + 2, 16).Clear();
                    RequestAuthenticator.CopyTo(packet[4..]);
                    HMACMD5.HashData(Secret, packet).CopyTo(packet[(at + 2)..]);
                    break;
                }
                at += 2 + value.Length;
            }
        }
        if ((flags & SignedBit) == 0)
            return;
        RequestAuthenticator.CopyTo(packet[4..]);
        MD5.HashData([.. packet, .. Secret]).CopyTo(packet[4..]);
    }
}
