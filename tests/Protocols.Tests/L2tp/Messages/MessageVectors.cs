using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

/// <summary>
/// One body for each message, put together by hand from the figures of RFC 2661 §4.4 and of RFC 3145, 3308 and 4951; beside each AVP
/// the first word is M, H, reserved and length. All are as <see cref="ControlMessageCodec.Write"/> orders them.
/// </summary>
internal static class MessageVectors
{
    public static readonly (ControlMessage Message, byte[] Body)[] All =
    [
        (new Sccrq
        {
            HostName = "lns1", FramingCapabilities = FramingType.Synchronous | FramingType.Asynchronous,
            BearerCapabilities = BearerType.None,
            AssignedTunnelId = 0x1234, ReceiveWindowSize = 8, Challenge = Octets.Of("000102030405060708090A0B0C0D0E0F"),
            TieBreaker = 0x0123456789ABCDEF, FirmwareRevision = 0x0102, VendorName = "bras", ControlConnectionDs = 0xC000,
            FailoverCapability = new FailoverCapability(true, true, 60000),
        }, Octets.Of("""
            8008 0000 0000 0001                                    # Message Type SCCRQ
            8008 0000 0002 0100                                    # Protocol Version 1.0
            800A 0000 0007 6C6E7331                                # Host Name "lns1"
            800A 0000 0003 00000003                                # Framing Capabilities A, S
            8008 0000 0009 1234                                    # Assigned Tunnel ID
            800A 0000 0004 00000000                                # Bearer Capabilities
            8008 0000 000A 0008                                    # Receive Window Size
            8016 0000 000B 000102030405060708090A0B0C0D0E0F        # Challenge
            000E 0000 0005 0123456789ABCDEF                        # Tie Breaker
            0008 0000 0006 0102                                    # Firmware Revision
            000A 0000 0008 62726173                                # Vendor Name "bras"
            0008 0000 002F C000                                    # CCDS, RFC 3308
            000C 0000 004C 0003 0000EA60                           # Failover Capability D, C, 60000 ms, RFC 4951
            """)),
        (new Sccrq
        {
            HostName = "r", FramingCapabilities = FramingType.Asynchronous, AssignedTunnelId = 1, TieBreaker = 1,
            TunnelRecovery = new TunnelRecovery(0x1111, 0x2222),
        }, Octets.Of("""
            8008 0000 0000 0001
            8008 0000 0002 0100
            8007 0000 0007 72
            800A 0000 0003 00000002
            8008 0000 0009 0001
            000E 0000 0005 0000000000000001
            8010 0000 004D 0000 0000 1111 0000 2222                # Tunnel Recovery, RFC 4951 §5.2
            """)),
        (new Sccrp
        {
            HostName = "lac", FramingCapabilities = FramingType.Asynchronous, BearerCapabilities = BearerType.Analog, AssignedTunnelId = 7,
            FirmwareRevision = 1, VendorName = "v", ReceiveWindowSize = 4, Challenge = Octets.Of("AA"),
            ChallengeResponse = Octets.Of("6C0DA2FAF7A397AA3F88F55061EA9134"), ControlConnectionDs = 0xC000,
            FailoverCapability = new FailoverCapability(false, true, 0),
            SuggestedControlSequence = new SuggestedControlSequence(0x0102, 0x0304),
        }, Octets.Of("""
            8008 0000 0000 0002                                    # Message Type SCCRP
            8008 0000 0002 0100
            800A 0000 0003 00000002
            8009 0000 0007 6C6163                                  # "lac"
            8008 0000 0009 0007
            800A 0000 0004 00000002
            0008 0000 0006 0001
            0007 0000 0008 76
            8008 0000 000A 0004
            8007 0000 000B AA
            8016 0000 000D 6C0DA2FAF7A397AA3F88F55061EA9134        # Challenge Response
            0008 0000 002F C000
            000C 0000 004C 0002 00000000
            000C 0000 004E 0000 0102 0304                          # Suggested Control Sequence, RFC 4951 §5.3
            """)),
        (new Scccn { ChallengeResponse = Octets.Of("6B27E67A1993F4BDB991CA4CDFF95500") }, Octets.Of("""
            8008 0000 0000 0003
            8016 0000 000D 6B27E67A1993F4BDB991CA4CDFF95500
            """)),
        (new StopCcn
        {
            AssignedTunnelId = 0x1234, ResultCode = StopCcnResult.GeneralError, ErrorCode = GeneralError.UnknownMandatoryAvp,
            ErrorMessage = "77",
        }, Octets.Of("""
            8008 0000 0000 0004
            8008 0000 0009 1234
            800C 0000 0001 0002 0008 3737                          # Result 2, error 8, "77"
            """)),
        (new Hello(), Octets.Of("8008 0000 0000 0006")),
        (new Ocrq
        {
            AssignedSessionId = 0x0E24, CallSerialNumber = 0x01000001, MinimumBps = 2400, MaximumBps = 64000, Bearer = BearerType.Analog,
            Framing = FramingType.Asynchronous, CalledNumber = "5551234", SubAddress = "9", SessionDs = 0x2E00,
        }, Octets.Of("""
            8008 0000 0000 0007
            8008 0000 000E 0E24                                    # Assigned Session ID
            800A 0000 000F 01000001                                # Call Serial Number
            800A 0000 0010 00000960                                # Minimum BPS
            800A 0000 0011 0000FA00                                # Maximum BPS
            800A 0000 0012 00000002                                # Bearer Type A
            800A 0000 0013 00000002                                # Framing Type A
            800D 0000 0015 35353531323334                          # Called Number
            8007 0000 0017 39                                      # Sub-Address
            0008 0000 0030 2E00                                    # SDS, RFC 3308
            """)),
        (new Ocrp { AssignedSessionId = 0x5678, PhysicalChannelId = 3, SessionDs = 0x2E00 }, Octets.Of("""
            8008 0000 0000 0008
            8008 0000 000E 5678
            000A 0000 0019 00000003                                # Physical Channel ID
            0008 0000 0030 2E00
            """)),
        (new Occn
        {
            TxConnectSpeed = 33600, Framing = FramingType.Asynchronous, RxConnectSpeed = 31200, SequencingRequired = true,
        }, Octets.Of("""
            8008 0000 0000 0009
            800A 0000 0018 00008340                                # (Tx) Connect Speed
            800A 0000 0013 00000002
            000A 0000 0026 000079E0                                # Rx Connect Speed
            8006 0000 0027                                         # Sequencing Required
            """)),
        (new Icrq
        {
            AssignedSessionId = 5, CallSerialNumber = 6, Bearer = BearerType.Digital, PhysicalChannelId = 1, CallingNumber = "1",
            CalledNumber = "2", SubAddress = "3", SessionDs = 0x2E00,
        }, Octets.Of("""
            8008 0000 0000 000A
            8008 0000 000E 0005
            800A 0000 000F 00000006
            800A 0000 0012 00000001
            000A 0000 0019 00000001
            8007 0000 0016 31                                      # Calling Number
            8007 0000 0015 32
            8007 0000 0017 33
            0008 0000 0030 2E00
            """)),
        (new Icrp { AssignedSessionId = 0x1357, SessionDs = 0x2E00 }, Octets.Of("""
            8008 0000 0000 000B
            8008 0000 000E 1357
            0008 0000 0030 2E00
            """)),
        (new Iccn
        {
            TxConnectSpeed = 64000, Framing = FramingType.Synchronous, InitialReceivedLcpConfReq = Octets.Of("0506DEADBEEF"),
            LastSentLcpConfReq = Octets.Of("0305C22305"), LastReceivedLcpConfReq = Octets.Of("010405DC"),
            ProxyAuthenType = ProxyAuthenType.Chap, ProxyAuthenName = "me", ProxyAuthenChallenge = Octets.Of("C1C2"),
            ProxyAuthenId = 0x0042, ProxyAuthenResponse = Octets.Of("D1D2D3"),
            PrivateGroupId = Octets.Of("67"), RxConnectSpeed = 32000, SequencingRequired = true,
        }, Octets.Of("""
            8008 0000 0000 000C
            800A 0000 0018 0000FA00
            800A 0000 0013 00000001
            000C 0000 001A 0506DEADBEEF                            # Initial Received LCP CONFREQ
            000B 0000 001B 0305C22305                              # Last Sent LCP CONFREQ
            000A 0000 001C 010405DC                                # Last Received LCP CONFREQ
            0008 0000 001D 0002                                    # Proxy Authen Type CHAP
            0008 0000 001E 6D65                                    # Proxy Authen Name
            0008 0000 001F C1C2                                    # Proxy Authen Challenge
            0008 0000 0020 0042                                    # Proxy Authen ID
            0009 0000 0021 D1D2D3                                  # Proxy Authen Response
            0007 0000 0025 67                                      # Private Group ID
            000A 0000 0026 00007D00
            8006 0000 0027
            """)),
        (new Cdn
        {
            AssignedSessionId = 0x5678, ResultCode = CdnResult.Busy, Q931Cause = new Q931Cause(17, 0x45, "user busy"),
            PppDisconnectCause =
                new PppDisconnectCause(PppDisconnectCode.AuthenticationFailed, 0xC223, PppDisconnectDirection.AtPeer, "no"),
        }, Octets.Of("""
            8008 0000 0000 000E
            8008 0000 0001 0008                                    # Result 8, no error code
            8008 0000 000E 5678
            8012 0000 000C 0011 45 757365722062757379              # Q.931 cause 17 in DISCONNECT, "user busy"
            000D 0000 002E 0010 C223 01 6E6F                       # PPP Disconnect Cause, RFC 3145 §2
            """)),
        (new Wen { CallErrors = new CallErrors(1, 2, 3, 4, 5, 0x01020304) }, Octets.Of("""
            8008 0000 0000 000F
            8020 0000 0022 0000 00000001 00000002 00000003 00000004 00000005 01020304   # Call Errors
            """)),
        (new Sli { SendAccm = 0x000A0000, ReceiveAccm = 0xFFFFFFFF }, Octets.Of("""
            8008 0000 0000 0010
            8010 0000 0023 0000 000A0000 FFFFFFFF                  # ACCM
            """)),
        (new Fsq { Sessions = [new FailoverSessionState(0x1111, 0x2222), new FailoverSessionState(0x3333, 0x4444)] }, Octets.Of("""
            0008 0000 0000 0015                                    # M is 0, RFC 4951 §4.1
            8010 0000 004F 0000 0000 1111 0000 2222                # Failover Session State, RFC 4951 §5.4
            8010 0000 004F 0000 0000 3333 0000 4444
            """)),
        (new Fsr { Sessions = [new FailoverSessionState(0, 0x1111)] }, Octets.Of("""
            0008 0000 0000 0016
            8010 0000 004F 0000 0000 0000 0000 1111
            """)),
    ];

    public static TheoryData<string, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var (index, (message, _)) in All.Index())
                rows.Add(message.Type.ToString(), index);
            return rows;
        }
    }

    public static ControlMessageParse.Parsed Parsed(string hex, ReadOnlySpan<byte> secret = default) =>
        ControlMessageCodec.Parse(Octets.Of(hex), secret).ShouldBeOfType<ControlMessageParse.Parsed>();

    public static ControlMessage ParsedMessage(byte[] body, ReadOnlySpan<byte> secret = default)
    {
        var parse = ControlMessageCodec.Parse(body, secret);
        return parse.ShouldBeOfType<ControlMessageParse.Parsed>((parse as ControlMessageParse.Refuse)?.Error.Text).Message;
    }

    public static ProtocolError Error(byte[] body, ReadOnlySpan<byte> secret = default) =>
        ControlMessageCodec.Parse(body, secret).ShouldBeOfType<ControlMessageParse.Refuse>().Error;
}
