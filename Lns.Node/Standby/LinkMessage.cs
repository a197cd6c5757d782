using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Links;

namespace Lns.Node.Standby;

/// <summary>What active and standby tell each other, as JSON, so that two versions of the program understand one another.</summary>
/// <param name="Type">What it says; one that is not known is passed over.</param>
internal sealed record LinkMessage(string Type)
{
    /// <summary>Active: <see cref="Count"/> descriptors follow, one a message.</summary>
    public const string Welcome = "welcome";

    /// <summary>Active: the descriptor that comes with this message is what is called <see cref="Name"/>.</summary>
    public const string Descriptor = "descriptor";

    /// <summary>Active: I let go; take the lock as soon as it is free.</summary>
    public const string Go = "go";

    /// <summary>Standby: how far I have followed.</summary>
    public const string Status = "status";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string? Name { get; init; }

    public int? Count { get; init; }

    /// <summary>Journal position that the standby's entities have evolved to.</summary>
    public long? Position { get; init; }

    /// <summary>Why the standby can't follow the journal; it would take over by reading it from the start.</summary>
    public string? Trouble { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Format);

    /// <returns>Null for what is no message.</returns>
    public static LinkMessage? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.Length <= DescriptorLink.MaxMessageOctets ? JsonSerializer.Deserialize<LinkMessage>(bytes, Format) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
