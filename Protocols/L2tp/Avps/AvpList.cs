using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>The AVPs of a message to be sent, in order; what is null is left out.</summary>
internal sealed class AvpList
{
    private readonly List<(AvpDefinition Definition, ReadOnlyMemory<byte> Value)> avps = [];

    public IReadOnlyList<(AvpDefinition Definition, ReadOnlyMemory<byte> Value)> All => avps;

    /// <summary>
    /// Empty counts as null where the catalogue allows no empty value: a null array turns into an empty memory all too easily.
    /// </summary>
    public AvpList Octets(AvpType type, ReadOnlyMemory<byte>? value) =>
        value is not { } octets || (octets.IsEmpty && !AvpCatalogue.Of(type).Length.Allows(0)) ? this : Add(type, octets);

    // An overload of its own: a null array would otherwise become an empty memory instead of none.
    public AvpList Value(AvpType type, byte[]? value) => value is null ? this : Add(type, value);

    public AvpList Flag(AvpType type, bool present) => present ? Add(type, ReadOnlyMemory<byte>.Empty) : this;

    public AvpList UInt16(AvpType type, ushort? value)
    {
        if (value is not { } number)
            return this;
        var octets = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(octets, number);
        return Add(type, octets);
    }

    public AvpList UInt32(AvpType type, uint? value)
    {
        if (value is not { } number)
            return this;
        var octets = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(octets, number);
        return Add(type, octets);
    }

    public AvpList UInt64(AvpType type, ulong? value)
    {
        if (value is not { } number)
            return this;
        var octets = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(octets, number);
        return Add(type, octets);
    }

    /// <summary>Cut to what has room even when hidden.</summary>
    public AvpList Text(AvpType type, string? value) =>
        value is null ? this : Add(type, AvpText.Write(value, Avp.MaximumValueLength - AvpHider.LengthFieldLength));

    /// <exception cref="ArgumentException">A value of ours that the catalogue does not allow.</exception>
    private AvpList Add(AvpType type, ReadOnlyMemory<byte> octets)
    {
        var definition = AvpCatalogue.Of(type);
        if (!definition.Length.Allows(octets.Length))
            throw new ArgumentException($"{definition.Name} cannot have {octets.Length} octets");
        avps.Add((definition, octets));
        return this;
    }
}
