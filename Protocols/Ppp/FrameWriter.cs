using System.Buffers.Binary;

namespace Protocols.Ppp;

/// <summary>Frames in the long form, which every receiver has to take whatever was negotiated (RFC 1661 §6.5, §6.6).</summary>
public static class FrameWriter
{
    public const int HeaderLength = 4;

    public static byte[] Write(ushort protocol, ReadOnlySpan<byte> information)
    {
        var frame = new byte[HeaderLength + information.Length];
        WriteHeader(frame, protocol);
        information.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>Writes FF 03 and the protocol into the first four octets; for the data path.</summary>
    public static void WriteHeader(Span<byte> frame, ushort protocol)
    {
        frame[0] = FrameReader.AllStations;
        frame[1] = FrameReader.UnnumberedInformation;
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], protocol);
    }
}
