using System.Collections.Immutable;
using static Protocols.L2tp.AvpLength;
using Msg = Protocols.L2tp.MessageType;

namespace Protocols.L2tp;

/// <summary>
/// Every AVP of RFC 2661 and of the RFCs 3145, 3308 and 4951 beside it. Parser, printer, documentation and tests read this table.
/// One that we have no use for is listed too: to know an AVP is what tells it from an unknown mandatory one.
/// </summary>
public static class AvpCatalogue
{
    // The two columns of bits, so that a row reads like the RFC's sentence about it.
    private const bool M = true;
    private const bool O = false;
    private const bool H = true;
    private const bool Clear = false;

    private static readonly ImmutableArray<Msg> OnlyIccn = [Msg.Iccn];

    /// <summary>In the order of their numbers.</summary>
    public static ImmutableArray<AvpDefinition> All { get; } =
    [
        new(AvpType.MessageType, "Message Type", M, Clear, Exactly(2), AvpFormat.MessageType, "RFC 2661 §4.4.1")
            { RequiredIn = [.. Enum.GetValues<Msg>()] },
        new(AvpType.ResultCode, "Result Code", M, Clear, EitherOrAtLeast(2, 4), AvpFormat.ResultCode, "RFC 2661 §4.4.2")
            { RequiredIn = [Msg.StopCcn, Msg.Cdn] },
        new(AvpType.ProtocolVersion, "Protocol Version", M, Clear, Exactly(2), AvpFormat.ProtocolVersion, "RFC 2661 §4.4.3")
            { RequiredIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.FramingCapabilities, "Framing Capabilities", M, H, Exactly(4), AvpFormat.Framing, "RFC 2661 §4.4.3")
            { RequiredIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.BearerCapabilities, "Bearer Capabilities", M, H, Exactly(4), AvpFormat.Bearer, "RFC 2661 §4.4.3")
            { OptionalIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.TieBreaker, "Tie Breaker", O, Clear, Exactly(8), AvpFormat.Number, "RFC 2661 §4.4.3") { OptionalIn = [Msg.Sccrq] },
        new(AvpType.FirmwareRevision, "Firmware Revision", O, H, Exactly(2), AvpFormat.Number, "RFC 2661 §4.4.3")
            { OptionalIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.HostName, "Host Name", M, Clear, AtLeast(1), AvpFormat.Text, "RFC 2661 §4.4.3") { RequiredIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.VendorName, "Vendor Name", O, H, AtLeast(0), AvpFormat.Text, "RFC 2661 §4.4.3") { OptionalIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.AssignedTunnelId, "Assigned Tunnel ID", M, H, Exactly(2), AvpFormat.Number, "RFC 2661 §4.4.3")
            { RequiredIn = [Msg.Sccrq, Msg.Sccrp, Msg.StopCcn], NonZero = true },
        new(AvpType.ReceiveWindowSize, "Receive Window Size", M, Clear, Exactly(2), AvpFormat.Number, "RFC 2661 §4.4.3")
            { OptionalIn = [Msg.Sccrq, Msg.Sccrp], NonZero = true },
        new(AvpType.Challenge, "Challenge", M, H, AtLeast(1), AvpFormat.Octets, "RFC 2661 §4.4.3") { OptionalIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.Q931CauseCode, "Q.931 Cause Code", M, Clear, AtLeast(3), AvpFormat.Q931Cause, "RFC 2661 §4.4.4")
            { OptionalIn = [Msg.Cdn] },
        new(AvpType.ChallengeResponse, "Challenge Response", M, H, Exactly(16), AvpFormat.Octets, "RFC 2661 §4.4.3")
            { OptionalIn = [Msg.Sccrp, Msg.Scccn] },
        new(AvpType.AssignedSessionId, "Assigned Session ID", M, H, Exactly(2), AvpFormat.Number, "RFC 2661 §4.4.4")
            { RequiredIn = [Msg.Ocrq, Msg.Ocrp, Msg.Icrq, Msg.Icrp, Msg.Cdn], NonZero = true },
        new(AvpType.CallSerialNumber, "Call Serial Number", M, H, Exactly(4), AvpFormat.Number, "RFC 2661 §4.4.4")
            { RequiredIn = [Msg.Ocrq, Msg.Icrq] },
        new(AvpType.MinimumBps, "Minimum BPS", M, H, Exactly(4), AvpFormat.Number, "RFC 2661 §4.4.4") { RequiredIn = [Msg.Ocrq] },
        new(AvpType.MaximumBps, "Maximum BPS", M, H, Exactly(4), AvpFormat.Number, "RFC 2661 §4.4.4") { RequiredIn = [Msg.Ocrq] },
        new(AvpType.BearerType, "Bearer Type", M, H, Exactly(4), AvpFormat.Bearer, "RFC 2661 §4.4.4")
            { RequiredIn = [Msg.Ocrq], OptionalIn = [Msg.Icrq] },
        new(AvpType.FramingType, "Framing Type", M, H, Exactly(4), AvpFormat.Framing, "RFC 2661 §4.4.4")
            { RequiredIn = [Msg.Ocrq, Msg.Occn, Msg.Iccn] },
        new(AvpType.CalledNumber, "Called Number", M, H, AtLeast(0), AvpFormat.Text, "RFC 2661 §4.4.4")
            { RequiredIn = [Msg.Ocrq], OptionalIn = [Msg.Icrq] },
        new(AvpType.CallingNumber, "Calling Number", M, H, AtLeast(0), AvpFormat.Text, "RFC 2661 §4.4.4") { OptionalIn = [Msg.Icrq] },
        new(AvpType.SubAddress, "Sub-Address", M, H, AtLeast(0), AvpFormat.Text, "RFC 2661 §4.4.4") { OptionalIn = [Msg.Ocrq, Msg.Icrq] },
        new(AvpType.TxConnectSpeed, "(Tx) Connect Speed", M, H, Exactly(4), AvpFormat.Number, "RFC 2661 §4.4.4")
            { RequiredIn = [Msg.Occn, Msg.Iccn] },
        new(AvpType.PhysicalChannelId, "Physical Channel ID", O, H, Exactly(4), AvpFormat.Number, "RFC 2661 §4.4.4")
            { OptionalIn = [Msg.Ocrp, Msg.Icrq] },
        new(AvpType.InitialReceivedLcpConfReq, "Initial Received LCP CONFREQ", O, H, AtLeast(0), AvpFormat.Octets, "RFC 2661 §4.4.5")
            { OptionalIn = OnlyIccn },
        new(AvpType.LastSentLcpConfReq, "Last Sent LCP CONFREQ", O, H, AtLeast(0), AvpFormat.Octets, "RFC 2661 §4.4.5")
            { OptionalIn = OnlyIccn },
        new(AvpType.LastReceivedLcpConfReq, "Last Received LCP CONFREQ", O, H, AtLeast(0), AvpFormat.Octets, "RFC 2661 §4.4.5")
            { OptionalIn = OnlyIccn },
        new(AvpType.ProxyAuthenType, "Proxy Authen Type", O, H, Exactly(2), AvpFormat.Number, "RFC 2661 §4.4.5") { OptionalIn = OnlyIccn },
        new(AvpType.ProxyAuthenName, "Proxy Authen Name", O, H, AtLeast(0), AvpFormat.Text, "RFC 2661 §4.4.5") { OptionalIn = OnlyIccn },
        new(AvpType.ProxyAuthenChallenge, "Proxy Authen Challenge", O, H, AtLeast(1), AvpFormat.Octets, "RFC 2661 §4.4.5")
            { OptionalIn = OnlyIccn },
        new(AvpType.ProxyAuthenId, "Proxy Authen ID", O, H, Exactly(2), AvpFormat.Number, "RFC 2661 §4.4.5") { OptionalIn = OnlyIccn },
        new(AvpType.ProxyAuthenResponse, "Proxy Authen Response", O, H, AtLeast(0), AvpFormat.Octets, "RFC 2661 §4.4.5")
            { OptionalIn = OnlyIccn },
        new(AvpType.CallErrors, "Call Errors", M, H, Exactly(26), AvpFormat.CallErrors, "RFC 2661 §4.4.6") { RequiredIn = [Msg.Wen] },
        new(AvpType.Accm, "ACCM", M, H, Exactly(10), AvpFormat.Accm, "RFC 2661 §4.4.6") { RequiredIn = [Msg.Sli] },
        new(AvpType.RandomVector, "Random Vector", M, Clear, AtLeast(0), AvpFormat.Octets, "RFC 2661 §4.4.1")
            { OptionalIn = [.. Enum.GetValues<Msg>()], MayRepeat = true },
        new(AvpType.PrivateGroupId, "Private Group ID", O, H, AtLeast(0), AvpFormat.Octets, "RFC 2661 §4.4.4") { OptionalIn = OnlyIccn },
        new(AvpType.RxConnectSpeed, "Rx Connect Speed", O, H, Exactly(4), AvpFormat.Number, "RFC 2661 §4.4.4")
            { OptionalIn = [Msg.Occn, Msg.Iccn] },
        new(AvpType.SequencingRequired, "Sequencing Required", M, Clear, Exactly(0), AvpFormat.Empty, "RFC 2661 §4.4.4")
            { OptionalIn = [Msg.Occn, Msg.Iccn] },
        new(AvpType.PppDisconnectCause, "PPP Disconnect Cause", O, H, AtLeast(5), AvpFormat.PppDisconnectCause, "RFC 3145 §2")
            { OptionalIn = [Msg.Cdn] },
        new(AvpType.ControlConnectionDs, "Control Connection DS", O, H, Exactly(2), AvpFormat.Number, "RFC 3308 §3.1")
            { OptionalIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.SessionDs, "Session DS", O, H, Exactly(2), AvpFormat.Number, "RFC 3308 §4.1")
            { OptionalIn = [Msg.Ocrq, Msg.Ocrp, Msg.Icrq, Msg.Icrp] },
        new(AvpType.FailoverCapability, "Failover Capability", O, H, Exactly(6), AvpFormat.FailoverCapability, "RFC 4951 §5.1")
            { OptionalIn = [Msg.Sccrq, Msg.Sccrp] },
        new(AvpType.TunnelRecovery, "Tunnel Recovery", M, Clear, Exactly(10), AvpFormat.TunnelRecovery, "RFC 4951 §5.2")
            { OptionalIn = [Msg.Sccrq] },
        new(AvpType.SuggestedControlSequence, "Suggested Control Sequence", O, H, Exactly(6), AvpFormat.SuggestedControlSequence,
            "RFC 4951 §5.3") { OptionalIn = [Msg.Sccrp] },
        new(AvpType.FailoverSessionState, "Failover Session State", M, H, Exactly(10), AvpFormat.FailoverSessionState, "RFC 4951 §5.4")
            { RequiredIn = [Msg.Fsq, Msg.Fsr], MayRepeat = true },
    ];

    private static readonly ImmutableDictionary<AvpType, AvpDefinition> ByType = All.ToImmutableDictionary(avp => avp.Type);

    public static AvpDefinition Of(AvpType type) => ByType[type];

    /// <returns>Null for a type that no RFC of ours defines; 20, for one, was never assigned.</returns>
    public static AvpDefinition? Find(ushort attribute) => ByType.GetValueOrDefault((AvpType)attribute);
}
