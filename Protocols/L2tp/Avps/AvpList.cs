using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>The AVPs of a message to be sent, in order; what is null is left out.</summary>
internal sealed class AvpList
{
    private readonly List<(AvpDefinition Definition, ReadOnlyMemory<byte> Value)> avps = [];

    public IReadOnlyList<(AvpDefinition Definition, ReadOnlyMemory<byte> Value)> All => avps;

    public AvpList Octets(AvpType type, ReadOnlyMemory<byte>? value)
    {
        if (value is { } octets)
            avps.Add((AvpCatalogue.Of(type), octets));
        return this;
    }

    // An overload of its own: a null array would otherwise become an empty memory instead of none.
    public AvpList Value(AvpType type, byte[]? value) => value is null ? this : Octets(type, value);

    public AvpList Flag(AvpType type, bool present) => present ? Octets(type, ReadOnlyMemory<byte>.Empty) : this;

    public AvpList UInt16(AvpType type, ushort? value)
    {
        if (value is not { } number)
            return this;
        var octets = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(octets, number);
        return Octets(type, octets);
    }

    public AvpList UInt32(AvpType type, uint? value)
    {
        if (value is not { } number)
            return this;
        var octets = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(octets, number);
        return Octets(type, octets);
    }

    public AvpList UInt64(AvpType type, ulong? value)
    {
        if (value is not { } number)
            return this;
        var octets = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(octets, number);
        return Octets(type, octets);
    }

    /// <summary>Cut to what has room even when hidden.</summary>
    public AvpList Text(AvpType type, string? value) =>
        value is null ? this : Octets(type, AvpText.Write(value, Avp.MaximumValueLength - AvpHider.LengthFieldLength));
}
