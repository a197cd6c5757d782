namespace Protocols.Ppp.Link;

/// <param name="Outstanding">Echo-Requests in a row without a reply.</param>
/// <param name="Last">Identifier of the last one.</param>
/// <param name="Refused">The peer knows no echo.</param>
/// <param name="Looped">One of ours came back as it was.</param>
internal sealed record EchoState(int Outstanding = 0, byte Last = 0, bool Refused = false, bool Looped = false)
{
    /// <summary>Does the identifier belong to a request that still waits?</summary>
    public bool Awaits(byte identifier) => (byte)(Last - identifier) < Outstanding;
}
