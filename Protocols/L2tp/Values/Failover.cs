using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>What an endpoint can recover (RFC 4951 §5.1). Never sent with both bits clear.</summary>
/// <param name="ControlChannel">C: only then does the recovery time count.</param>
/// <param name="DataChannel">D: Nr of sequenced data channels can be reset.</param>
/// <param name="RecoveryTimeMs">How much longer the peer should wait before it gives up; 0 asks for no extra time.</param>
public sealed record FailoverCapability(bool ControlChannel, bool DataChannel, uint RecoveryTimeMs)
{
    private const ushort ControlBit = 1;
    private const ushort DataBit = 2;

    internal static FailoverCapability Read(ReadOnlySpan<byte> value)
    {
        var bits = BinaryPrimitives.ReadUInt16BigEndian(value);
        return new((bits & ControlBit) != 0, (bits & DataBit) != 0, BinaryPrimitives.ReadUInt32BigEndian(value[2..]));
    }

    internal byte[] ToValue()
    {
        var value = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(value, (ushort)((ControlChannel ? ControlBit : 0) | (DataChannel ? DataBit : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(2), RecoveryTimeMs);
        return value;
    }
}

/// <summary>Identifiers of the tunnel to be recovered (RFC 4951 §5.2).</summary>
/// <param name="RecoverTunnelId">The one that the sender had assigned.</param>
public sealed record TunnelRecovery(ushort RecoverTunnelId, ushort RecoverRemoteTunnelId)
{
    internal static TunnelRecovery Read(ReadOnlySpan<byte> value)
    {
        var (ours, theirs) = PaddedPair.Read(value);
        return new(ours, theirs);
    }

    internal byte[] ToValue() => PaddedPair.Write(RecoverTunnelId, RecoverRemoteTunnelId);
}

/// <summary>Counters that the recovering side should continue with (RFC 4951 §5.3).</summary>
public sealed record SuggestedControlSequence(ushort Ns, ushort Nr)
{
    internal static SuggestedControlSequence Read(ReadOnlySpan<byte> value) =>
        new(BinaryPrimitives.ReadUInt16BigEndian(value[2..]), BinaryPrimitives.ReadUInt16BigEndian(value[4..]));

    internal byte[] ToValue()
    {
        var value = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(2), Ns);
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(4), Nr);
        return value;
    }
}

/// <summary>A session of which one side is in doubt (RFC 4951 §5.4).</summary>
/// <param name="SessionId">The one that the sender had assigned.</param>
public readonly record struct FailoverSessionState(ushort SessionId, ushort RemoteSessionId)
{
    internal static FailoverSessionState Read(ReadOnlySpan<byte> value)
    {
        var (ours, theirs) = PaddedPair.Read(value);
        return new(ours, theirs);
    }

    internal byte[] ToValue() => PaddedPair.Write(SessionId, RemoteSessionId);
}

/// <summary>
/// Two reserved octets, then two identifiers in 32 bits each, of which version 2 uses the lower half (RFC 4951 §5.2, §5.4).
/// </summary>
internal static class PaddedPair
{
    private const int First = 4;
    private const int Second = 8;

    public static (ushort First, ushort Second) Read(ReadOnlySpan<byte> value) =>
        (BinaryPrimitives.ReadUInt16BigEndian(value[First..]), BinaryPrimitives.ReadUInt16BigEndian(value[Second..]));

    public static byte[] Write(ushort first, ushort second)
    {
        var value = new byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(First), first);
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(Second), second);
        return value;
    }
}
