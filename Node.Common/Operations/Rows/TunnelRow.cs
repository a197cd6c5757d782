using System.Net;

namespace Node.Common.Operations.Rows;

/// <summary>One line of <c>show tunnels</c>.</summary>
/// <param name="State">As RFC 2661 §7.2.1 names it: idle, wait-ctl-reply, wait-ctl-conn, established; closing after StopCCN.</param>
/// <param name="Ns">Number of the next control message to send.</param>
/// <param name="Nr">Number of the next control message expected.</param>
/// <param name="PeerRecovers">What the peer said that it can recover (RFC 4951): control, data, control+data; empty: it said nothing.</param>
/// <param name="Failover">normal, recovering, offered, resynchronising; of a recovery tunnel: recovers and the old tunnel's id.</param>
/// <param name="RecoveredSeconds">Since the control channel was last recovered by RFC 4951.</param>
/// <param name="Unacknowledged">Control messages that the peer has not acknowledged.</param>
public sealed record TunnelRow(
    string Key,
    IPEndPoint Local,
    IPEndPoint Peer,
    int LocalTunnelId,
    int PeerTunnelId,
    string? PeerHostName,
    string State,
    int Sessions,
    int Ns,
    int Nr,
    int Unacknowledged,
    int PeerWindow,
    string? AssignmentId,
    long? UpSeconds,
    string? PeerRecovers,
    int PeerRecoverySeconds,
    string Failover,
    long? RecoveredSeconds);
