namespace Protocols.Ppp.Authentication;

/// <summary>The data fields of PAP and CHAP: counted strings, and a name that ends with the packet.</summary>
public static class ValuePair
{
    /// <summary>Longer values than our packets ever carry are cut: one octet counts them.</summary>
    public const int MaxCounted = 255;

    //  +-----------+-----------------+------------------+-----------------
    //  | ID Length |  Peer-ID ...    |  Passwd-Length   |  Password ...      (RFC 1334 §2.2.1)
    //  +-----------+-----------------+------------------+-----------------
    public static bool TryReadPap(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> password)
    {
        password = default;
        return TryReadCounted(data, out name, out var rest) && TryReadCounted(rest, out password, out _);
    }

    public static byte[] WritePap(ReadOnlySpan<byte> name, ReadOnlySpan<byte> password) =>
        [.. Counted(name), .. Counted(password)];

    //  +------------+------------+-----------
    //  | Value-Size |  Value ... |  Name ...       (RFC 1994 §4.1)
    //  +------------+------------+-----------
    public static bool TryReadChap(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> value, out ReadOnlySpan<byte> name)
    {
        return TryReadCounted(data, out value, out name) && !value.IsEmpty;
    }

    public static byte[] WriteChap(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name) => [.. Counted(value), .. name];

    /// <summary>The Msg-Length and Message of PAP's answers (RFC 1334 §2.2.2). Some peers leave out both, or the length.</summary>
    public static ReadOnlySpan<byte> ReadPapMessage(ReadOnlySpan<byte> data) =>
        TryReadCounted(data, out var message, out _) ? message : data;

    public static byte[] WritePapMessage(ReadOnlySpan<byte> message) => Counted(message);

    private static byte[] Counted(ReadOnlySpan<byte> value)
    {
        var cut = value[..Math.Min(value.Length, MaxCounted)];
        return [(byte)cut.Length, .. cut];
    }

    private static bool TryReadCounted(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> value, out ReadOnlySpan<byte> rest)
    {
        value = default;
        rest = default;
        if (data.IsEmpty || data[0] > data.Length - 1)
            return false;
        value = data[1..(1 + data[0])];
        rest = data[(1 + data[0])..];
        return true;
    }
}
