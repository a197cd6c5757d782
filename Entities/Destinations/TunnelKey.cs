using System.Net;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>
/// Key of a tunnel, written <c>{local endpoint}/{local tunnel id}</c>: <c>127.0.0.1:1701/4711</c>. It is found by what a header says.
/// </summary>
public sealed record TunnelKey(IPEndPoint Local, ushort TunnelId)
{
    public EntityId Entity => new(EntityKinds.Tunnel, ToString());

    public override string ToString() => $"{Local}/{TunnelId}";

    public static bool TryParse(string text, out TunnelKey? key)
    {
        key = null;
        var cut = text.LastIndexOf('/');
        if (cut < 0 || !IPEndPoint.TryParse(text.AsSpan(0, cut), out var local)
            || !ushort.TryParse(text.AsSpan(cut + 1), out var id) || id == 0)
            return false;
        key = new TunnelKey(local, id);
        return true;
    }

    /// <exception cref="FormatException">As <see cref="DestinationKey.Parse"/>.</exception>
    public static TunnelKey Parse(string text) =>
        TryParse(text, out var key) ? key! : throw new FormatException($"'{text}' is no key of a tunnel");
}
