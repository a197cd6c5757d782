using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>What a row is about, comparable.</summary>
public readonly record struct RowKey(string Text)
{
    public static RowKey Of(ForwardingKey key) => Session(key.Local, key.LocalTunnelId, key.LocalSessionId);

    public static RowKey Of(DialOutPrefix route) =>
        new($"{route.VirtualRouter} {Convert.ToHexString(route.Prefix.Address.Span)}/{route.Prefix.Length}");

    /// <returns>Null for a kind of row that a newer version has.</returns>
    public static RowKey? Of(TableRow row) => row.ContentCase switch
    {
        TableRow.ContentOneofCase.Session => Session(row.Session.Local, row.Session.LocalTunnelId, row.Session.LocalSessionId),
        TableRow.ContentOneofCase.DialOut => Of(row.DialOut),
        _ => null,
    };

    /// <inheritdoc cref="Of(TableRow)"/>
    public static RowKey? Of(TableRowKey key) => key.KeyCase switch
    {
        TableRowKey.KeyOneofCase.Session => Of(key.Session),
        TableRowKey.KeyOneofCase.DialOut => Of(key.DialOut),
        _ => null,
    };

    /// <summary>The same as a message.</summary>
    public static TableRowKey MessageOf(TableRow row) => row.ContentCase switch
    {
        TableRow.ContentOneofCase.Session => new TableRowKey
        {
            Session = new ForwardingKey
            {
                Local = row.Session.Local,
                LocalTunnelId = row.Session.LocalTunnelId,
                LocalSessionId = row.Session.LocalSessionId,
            },
        },
        _ => new TableRowKey { DialOut = row.DialOut },
    };

    private static RowKey Session(Endpoint? local, uint tunnelId, uint sessionId) =>
        new($"{Convert.ToHexString((local?.Address ?? Google.Protobuf.ByteString.Empty).Span)}:{local?.Port}/{tunnelId}/{sessionId}");
}
