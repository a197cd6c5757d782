using System.Net;
using Protocols.L2tp;

namespace Entities.Tests.World;

/// <summary>One control connection of a peer by hand, beside others of the same peer: numbers of its own, a tunnel id of its own.</summary>
/// <param name="node">Whom it speaks to.</param>
/// <param name="tunnelId">What it assigns.</param>
internal sealed class HandTunnel(TunnelWorld world, WorldNode node, IPEndPoint from, ushort tunnelId)
{
    private readonly int before = world.Wire.Log.Count;

    public ushort TunnelId => tunnelId;

    /// <summary>The node's id.</summary>
    public ushort Theirs { get; set; }

    public ushort NextNs { get; set; }

    /// <summary>Set: what stands in Nr, whatever was heard.</summary>
    public ushort? FixedNr { get; set; }

    /// <summary>Messages of the node to this tunnel since it began, once each.</summary>
    public IReadOnlyList<Passed> Heard => [.. world.Wire.Log.Skip(before)
        .Where(passed => passed.From == node && passed.Header.TunnelId == tunnelId && !passed.IsZlb).DistinctBy(passed => (passed.Header.Ns, Convert.ToHexString(passed.Body.Span)))];

    public ushort Nr => FixedNr ?? (ushort)(Heard.Count == 0 ? 0 : Heard[^1].Header.Ns + 1);

    public T Last<T>() where T : ControlMessage => Heard.Select(passed => passed.Message).OfType<T>().Last();

    public IEnumerable<T> All<T>() where T : ControlMessage => Heard.Select(passed => passed.Message).OfType<T>();

    /// <param name="message">Null: a ZLB.</param>
    public HandTunnel Send(ControlMessage? message, ushort sessionId = 0) => SendBody(message is null ? [] : ControlMessageCodec.Write(message), sessionId);

    public HandTunnel SendHex(string avps, ushort sessionId = 0) => SendBody(Convert.FromHexString(string.Concat(avps.Where(char.IsAsciiHexDigit))), sessionId);

    public HandTunnel SendBody(byte[] body, ushort sessionId = 0)
    {
        var datagram = new byte[L2tpHeader.ControlLength + body.Length];
        L2tpHeader.WriteControl(datagram, Theirs, sessionId, NextNs, Nr, body.Length);
        body.CopyTo(datagram, L2tpHeader.ControlLength);
        if (body.Length > 0) NextNs++;
        world.Wire.Inject(node, from, datagram);
        world.Run(0.1);
        return this;
    }
}
