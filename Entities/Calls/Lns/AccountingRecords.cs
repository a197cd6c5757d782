using System.Net;
using Entities.Tunnels;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lns;

/// <summary>
/// Accounting records: journaled with what they report, handed to the gateway, kept until a server took them. The time is the event's
/// own, so a copy sent after a takeover is recognisably a copy.
/// </summary>
internal static class AccountingRecords
{
    public static void Queue(TunnelTurn turn, LnsCall call, AcctStatusType status, TrafficCounters? counters = null)
    {
        if (call.Order.Profile.RadiusGroup.Length == 0) return;
        var at = status switch { AcctStatusType.Start => call.Up!.AtUnixMs, AcctStatusType.Stop => call.Ended!.AtUnixMs, _ => turn.NowUnixMs };
        var record = new AccountingRecord
        {
            Group = call.Order.Profile.RadiusGroup,
            RecordId = $"{turn.State.Key}|{call.Placed.AcctSessionId}|{(int)status}|{at / 1000}",
            EventUnixMs = at,
        };
        record.Attributes.Number(RadiusType.AcctStatusType, (uint)status).Text(RadiusType.AcctSessionId, call.Placed.AcctSessionId);
        AddSession(turn, call, record);
        AddTunnel(turn, call, record);
        if (status != AcctStatusType.Start) AddUsage(call, record, counters ?? new TrafficCounters(), at);
        if (status == AcctStatusType.Stop) record.Attributes.Number(RadiusType.AcctTerminateCause, call.Ended!.TerminateCause);
        record.Attributes.Number(RadiusType.EventTimestamp, (uint)(at / 1000));
        turn.Apply(new AccountingQueued { Record = record });
        turn.Do(new WriteAccounting(record));
        turn.Report(Milestone.AccountingSent, status.ToString(), ("session", call.SessionId), ("call", call.Key), ("user", call.Up!.User));
    }

    private static void AddSession(TunnelTurn turn, LnsCall call, AccountingRecord record)
    {
        record.Attributes
            .Text(RadiusType.UserName, call.Up!.User)
            .Octets(RadiusType.FramedIpAddress, call.Up.Ppp.PeerAddress.Span)
            .Number(RadiusType.AcctAuthentic, (uint)AcctAuthentic.Radius)
            .Number(RadiusType.NasPortType, (uint)NasPortType.Async)
            .Text(RadiusType.CalledStationId, call.Order.CalledNumber)
            .Text(RadiusType.ConnectInfo, $"{call.Connected!.TransmitBps}/{call.Connected.ReceiveBps}");
        foreach (var octets in call.Up.Class)
            record.Attributes.Octets(RadiusType.Class, octets.Span);
    }

    /// <summary>RFC 2867 §4: 64–68. The client of an outgoing call's tunnel is the LNS, the server the LAC (dial-out.md §5).</summary>
    private static void AddTunnel(TunnelTurn turn, LnsCall call, AccountingRecord record)
    {
        var peer = turn.State.PeerEndpoint.Address;
        record.Attributes
            .Number(RadiusType.TunnelType, (uint)TunnelType.L2tp)
            .Number(RadiusType.TunnelMediumType, peer.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? (uint)TunnelMediumType.Ipv6 : (uint)TunnelMediumType.Ipv4)
            .Text(RadiusType.TunnelClientEndpoint, turn.State.Key.Local.Address.ToString())
            .Text(RadiusType.TunnelServerEndpoint, peer.ToString())
            .Text(RadiusType.AcctTunnelConnection, call.Placed.CallSerialNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void AddUsage(LnsCall call, AccountingRecord record, TrafficCounters counters, long atUnixMs) => record.Attributes
        .Number(RadiusType.AcctSessionTime, (uint)((atUnixMs - call.Up!.AtUnixMs) / 1000))
        .Number(RadiusType.AcctInputOctets, (uint)counters.InputOctets)
        .Number(RadiusType.AcctOutputOctets, (uint)counters.OutputOctets)
        .Number(RadiusType.AcctInputGigawords, (uint)(counters.InputOctets >> 32))
        .Number(RadiusType.AcctOutputGigawords, (uint)(counters.OutputOctets >> 32))
        .Number(RadiusType.AcctInputPackets, (uint)counters.InputPackets)
        .Number(RadiusType.AcctOutputPackets, (uint)counters.OutputPackets);
}
