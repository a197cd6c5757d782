using System.Text;

namespace Protocols.L2tp;

/// <summary>
/// Reads the Host Name of an SCCRQ before the secret is known that it leads to: other AVPs may be hidden, Host Name must not be
/// (RFC 2661 §4.4.3).
/// </summary>
public static class HostNamePeek
{
    /// <returns>Null where there is none to be read.</returns>
    public static string? Read(ReadOnlyMemory<byte> body)
    {
        var reader = new AvpReader(body);
        while (reader.Next(out var avp) == AvpRead.Read)
            if (avp is { VendorId: 0, Hidden: false, Attribute: (ushort)AvpType.HostName })
                return Encoding.UTF8.GetString(avp.Value.Span);
        return null;
    }
}
