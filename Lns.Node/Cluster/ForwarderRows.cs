using Entities.Destinations;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Table;
using Shared.Messages;
using Shared.Messages.Forwarding;

namespace Lns.Node.Cluster;

/// <summary>This node's data path as the cluster's forwarding table sees it.</summary>
internal sealed class ForwarderRows(Forwarder forwarder) : IForwardingRows
{
    public void InstallReplica(ForwardingEntry session) => forwarder.Install(session);

    public void RemoveReplica(ForwardingKey session) => forwarder.Remove(session);

    /// <summary>Dial-out prefixes are every node's own, by its configuration, which is the same on all.</summary>
    public void InstallReplica(DialOutPrefix route) { }

    /// <inheritdoc cref="InstallReplica(DialOutPrefix)"/>
    public void RemoveReplica(DialOutPrefix route) { }

    public void SendRelayed(ForwardingKey session, ReadOnlySpan<byte> frame) => forwarder.SendFrame(session, frame);

    public CarriedTraffic? Carried(ForwardingKey session) => forwarder.Find(session) is { } found ? Carried(session, found) : null;

    public IReadOnlyList<CarriedTraffic> CarriedSince(long unixMs) =>
        [.. forwarder.Sessions.Where(session => session.Traffic.LastTrafficUnixMs >= unixMs).Select(session => Carried(KeyOf(session), session)).OfType<CarriedTraffic>()];

    private static CarriedTraffic? Carried(ForwardingKey key, ForwardingSession session)
    {
        var totals = session.Traffic.Read();
        return totals.LastTrafficUnixMs == 0 ? null : new CarriedTraffic(key, session.Traffic.InstalledUnixSeconds, totals);
    }

    private static ForwardingKey KeyOf(ForwardingSession session) => new()
    {
        Local = session.Port.Local.ToMessage(),
        LocalTunnelId = session.LocalTunnelId,
        LocalSessionId = session.LocalSessionId,
    };
}
