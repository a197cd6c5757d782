using System.Net;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>Key of a destination, written <c>{local endpoint}|{peer endpoint}</c>: <c>127.0.0.1:1701|127.0.0.2:1701</c>.</summary>
public sealed record DestinationKey(IPEndPoint Local, IPEndPoint Peer)
{
    public EntityId Entity => new(EntityKinds.Destination, ToString());

    public override string ToString() => $"{Local}|{Peer}";

    public static bool TryParse(string text, out DestinationKey? key)
    {
        key = null;
        var cut = text.IndexOf('|');
        if (cut < 0 || !IPEndPoint.TryParse(text.AsSpan(0, cut), out var local) || !IPEndPoint.TryParse(text.AsSpan(cut + 1), out var peer))
            return false;
        key = new DestinationKey(local, peer);
        return true;
    }

    /// <exception cref="FormatException">Keys are made by <see cref="ToString"/>, or parsed before an entity is addressed.</exception>
    public static DestinationKey Parse(string text) =>
        TryParse(text, out var key) ? key! : throw new FormatException($"'{text}' is no key of a destination");
}
