using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Protocols.L2tp;

/// <summary>
/// The recognised AVPs of one received message. Every value in it has the length that the catalogue asks for, so the readers of
/// required AVPs cannot fail once <see cref="Has"/> said yes.
/// </summary>
internal sealed class AvpSet
{
    private readonly Dictionary<AvpType, ReadOnlyMemory<byte>> values = [];
    private readonly List<ReadOnlyMemory<byte>> sessionStates = [];

    public void Add(AvpType type, ReadOnlyMemory<byte> value)
    {
        if (type == AvpType.FailoverSessionState)
            sessionStates.Add(value);
        values.TryAdd(type, value);
    }

    public bool Has(AvpType type) => values.ContainsKey(type);

    public ushort UInt16(AvpType type) => BinaryPrimitives.ReadUInt16BigEndian(values[type].Span);

    public uint UInt32(AvpType type) => BinaryPrimitives.ReadUInt32BigEndian(values[type].Span);

    public string Text(AvpType type) => AvpText.Read(values[type].Span);

    public ReadOnlySpan<byte> Octets(AvpType type) => values[type].Span;

    public ushort? UInt16OrNull(AvpType type) => Has(type) ? UInt16(type) : null;

    public uint? UInt32OrNull(AvpType type) => Has(type) ? UInt32(type) : null;

    public ulong? UInt64OrNull(AvpType type) => Has(type) ? BinaryPrimitives.ReadUInt64BigEndian(values[type].Span) : null;

    public string? TextOrNull(AvpType type) => Has(type) ? Text(type) : null;

    // Not "? value : null", which is an empty memory: null converts to one by way of byte[].
    public ReadOnlyMemory<byte>? OctetsOrNull(AvpType type) =>
        values.TryGetValue(type, out var value) ? value : default(ReadOnlyMemory<byte>?);

    public ImmutableArray<FailoverSessionState> SessionStates() =>
        [.. sessionStates.Select(value => FailoverSessionState.Read(value.Span))];
}
