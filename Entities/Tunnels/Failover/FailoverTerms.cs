using Protocols.L2tp;
using Shared.Messages;

namespace Entities.Tunnels.Failover;

/// <summary>What each side has said of its own recovery (RFC 4951 §5.1).</summary>
internal static class FailoverTerms
{
    /// <summary>
    /// How long a peer should wait for us beyond its own time-out. Above our slowest takeover: a hang is noticed after 5 s, and a node
    /// without a standby reads back 60 000 calls in 20 s.
    /// </summary>
    public const int RecoveryTimeSeconds = 30;

    /// <summary>
    /// No peer is waited for longer, whatever it asks: its AVP may say 49 days, and a dead peer's calls hold lines off-hook at a LAC.
    /// </summary>
    public const int LongestPeerRecoverySeconds = 300;

    private const uint ControlChannelBit = 1, DataChannelBit = 2;

    /// <summary>
    /// Both bits: control channels come back by §3.2, and no receiver of ours drops data by its number, so there is no Nr that could be
    /// wrong for longer than one packet (§3.2.3).
    /// </summary>
    public static FailoverCapability Ours { get; } = new(ControlChannel: true, DataChannel: true, RecoveryTimeSeconds * 1000);

    /// <summary>As <see cref="PeerIntroduced"/> keeps it; 0: none was sent.</summary>
    public static uint BitsOf(FailoverCapability? said) => said is null ? 0
        : (said.ControlChannel ? ControlChannelBit : 0) | (said.DataChannel ? DataChannelBit : 0);

    /// <summary>The AVP came, so recovery may be asked for or taken (§3.2.1).</summary>
    public static bool WasExchanged(PeerIntroduced? peer) => peer is { FailoverBits: not 0 };

    public static bool RecoversControl(PeerIntroduced? peer) => peer is not null && (peer.FailoverBits & ControlChannelBit) != 0;

    public static bool RecoversData(PeerIntroduced? peer) => peer is not null && (peer.FailoverBits & DataChannelBit) != 0;

    /// <summary>For operators.</summary>
    public static string Name(PeerIntroduced? peer) => (RecoversControl(peer), RecoversData(peer)) switch
    {
        (true, true) => "control+data",
        (true, false) => "control",
        (false, true) => "data",
        (false, false) => "",
    };

    /// <summary>Milliseconds to wait for this peer beyond the time-out; its Recovery Time counts with the C bit only (§5.1).</summary>
    public static int PatienceMs(PeerIntroduced? peer) =>
        RecoversControl(peer) ? (int)Math.Min(peer!.RecoveryTimeMs, LongestPeerRecoverySeconds * 1000u) : 0;
}
