using FsCheck;
using FsCheck.Fluent;
using Protocols.Radius;

namespace Protocols.Tests.Radius;

/// <summary>Every cut and every wrong octet of every vector: a result or a fault, never an exception.</summary>
public sealed class BadInputTests
{
    private static readonly (byte[] Packet, byte[] Request, byte[] Secret)[] Answers =
    [
        (Vectors.Rfc2865PapAccept, Vectors.Rfc2865PapRequest, Vectors.Rfc2865Secret),
        (Vectors.Rfc2865ChapAccept, Vectors.Rfc2865ChapRequest, Vectors.Rfc2865Secret),
        (Captures.FreeRadiusDialOutAccept, Captures.FreeRadiusDialOutRequest, Captures.Secret),
        (Captures.FreeRadiusPapReject, Captures.FreeRadiusPapRequest, Captures.Secret),
        (Captures.FreeRadiusAccountingResponse, Captures.FreeRadiusAccountingRequest, Captures.Secret),
    ];

    private static readonly byte[][] SignedRequests =
        [Captures.FreeRadiusDialOutRequest, Captures.FreeRadiusPapRequest, Captures.FreeRadiusAccountingRequest];

    [Fact]
    public void Rfc2865_3_EveryTruncationIsTooShort()
    {
        foreach (var vector in Answers.Select(answer => answer.Packet).Concat(SignedRequests).Append(Vectors.Rfc2865PapRequest))
            for (var length = 0; length < vector.Length; length++)
                RadiusPacketParser.Parse(vector.AsSpan(0, length)).Fault.ShouldBe(RadiusFault.TooShort);
    }

    [Fact]
    public void EveryTruncationWithItsLengthFieldMendedNeverThrows()
    {
        foreach (var vector in Answers.Select(answer => answer.Packet).Concat(SignedRequests))
            for (var length = RadiusLimits.HeaderLength; length < vector.Length; length++)
            {
                var cut = vector[..length];
                (cut[2], cut[3]) = ((byte)(length >> 8), (byte)length);
                var reading = RadiusPacketParser.Parse(cut);
                (reading.Packet is null).ShouldBe(reading.Fault != RadiusFault.None);
            }
    }

    [Fact]
    public void EverySingleOctetCorruptionOfAnAnswerIsFoundOut()
    {
        foreach (var (packet, request, secret) in Answers)
            ForEachCorruption(packet, octets =>
                ResponseReader.Read(octets, Vectors.Pending(request, secret)).Packet.ShouldBeNull());
    }

    [Fact]
    public void EverySingleOctetCorruptionOfASignedRequestIsFoundOut()
    {
        foreach (var request in SignedRequests)
            ForEachCorruption(request, octets => RequestReader.Read(octets, Captures.Secret, true).Packet.ShouldBeNull());
    }

    [Fact]
    public void EverySingleOctetCorruptionParsesOrNot_AndWhatParsesIsWrittenAgain()
    {
        foreach (var vector in Answers.Select(answer => answer.Packet))
            ForEachCorruption(vector, octets =>
            {
                if (RadiusPacketParser.Parse(octets).Packet is not { } packet)
                    return;
                var written = RadiusPacketWriter.Write(packet.Code, packet.Identifier, packet.Authenticator.Span, packet.Attributes).ShouldNotBeNull();
                RadiusPacketParser.Parse(written).Packet.ShouldNotBeNull().Attributes.ShouldBe(packet.Attributes);
            });
    }

    [Theory]
    [InlineData("0201 0013", RadiusFault.LengthField)]
    [InlineData("0201 1001", RadiusFault.LengthField)]
    [InlineData("0201 0015", RadiusFault.TooShort)]
    public void Rfc2865_3_LengthField(string start, RadiusFault fault)
    {
        byte[] packet = [.. Vectors.Hex(start), .. new byte[16]];

        RadiusPacketParser.Parse(packet).Fault.ShouldBe(fault);
    }

    [Fact]
    public void Rfc2865_3_OctetsAfterTheLengthArePadding()
    {
        byte[] padded = [.. Captures.FreeRadiusDialOutAccept, 1, 2, 3];

        ResponseReader.Read(padded, Vectors.Pending(Captures.FreeRadiusDialOutRequest, Captures.Secret, true)).Fault.ShouldBe(RadiusFault.None);
    }

    [Fact]
    public void Property_AnyOctetsParseOrNot() => Prop.ForAll<byte[]>(octets =>
    {
        byte[] framed = [2, 1, (byte)((octets.Length + 20) >> 8), (byte)(octets.Length + 20), .. new byte[16], .. octets];
        var reading = RadiusPacketParser.Parse(framed);
        _ = RadiusPacketParser.Parse(octets);
        _ = RequestReader.Read(framed, Captures.Secret, false);
        return (reading.Packet is null) == (reading.Fault != RadiusFault.None);
    }).QuickCheckThrowOnFailure();

    private static void ForEachCorruption(byte[] vector, Action<byte[]> check)
    {
        for (var at = 0; at < vector.Length; at++)
            for (var change = 1; change <= byte.MaxValue; change++)
            {
                var octets = vector.ToArray();
                octets[at] ^= (byte)change;
                check(octets);
            }
    }
}
