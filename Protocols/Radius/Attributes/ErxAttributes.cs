using System.Collections.Immutable;
using static Protocols.Radius.Attributes.AttributeForm;

namespace Protocols.Radius.Attributes;

/// <summary>Numbers of the Juniper ERX attributes that carry a dial-out's terms.</summary>
public static class ErxType
{
    /// <summary>Private enterprise number of Juniper's ERX (formerly Unisphere).</summary>
    public const uint Vendor = 4874;

    public const byte VirtualRouterName = 1;
    public const byte PrimaryDns = 4;
    public const byte SecondaryDns = 5;
    public const byte TunnelVirtualRouter = 8;
    public const byte TunnelPassword = 9;
    public const byte TunnelMaximumSessions = 33;
    public const byte DialOutNumber = 35;
    public const byte PppUsername = 36;
    public const byte PppPassword = 37;
    public const byte PppAuthProtocol = 38;
    public const byte MinimumBps = 39;
    public const byte MaximumBps = 40;
    public const byte BearerType = 41;
    public const byte InputGigapackets = 42;
    public const byte OutputGigapackets = 43;
    public const byte TunnelDisconnectCauseInfo = 51;
    public const byte L2tpRecvWindowSize = 54;
    public const byte TunnelGroup = 64;
    public const byte L2tpResynchMethod = 90;
}

/// <summary>
/// As servers have them: only 8 and 9 carry a tag, and Tunnel-Password and PPP-Password travel in the clear. So the untagged ones
/// hold for every tunnel of the answer.
/// </summary>
internal static class ErxAttributes
{
    private const string Dictionary = "Juniper ERX dictionary";

    public static ImmutableArray<AttributeDefinition> Table { get; } =
    [
        Erx("ERX-Virtual-Router-Name", ErxType.VirtualRouterName, Text),
        Erx("ERX-Primary-Dns", ErxType.PrimaryDns, Address),
        Erx("ERX-Secondary-Dns", ErxType.SecondaryDns, Address),
        Erx("ERX-Tunnel-Virtual-Router", ErxType.TunnelVirtualRouter, Text, tagged: true),
        Erx("ERX-Tunnel-Password", ErxType.TunnelPassword, Text, tagged: true, secret: true),
        Erx("ERX-Tunnel-Maximum-Sessions", ErxType.TunnelMaximumSessions, Integer),
        Erx("ERX-Dial-Out-Number", ErxType.DialOutNumber, Text),
        Erx("ERX-PPP-Username", ErxType.PppUsername, Text),
        Erx("ERX-PPP-Password", ErxType.PppPassword, Text, secret: true),
        Erx("ERX-PPP-Auth-Protocol", ErxType.PppAuthProtocol, Integer),
        Erx("ERX-Minimum-BPS", ErxType.MinimumBps, Integer),
        Erx("ERX-Maximum-BPS", ErxType.MaximumBps, Integer),
        Erx("ERX-Bearer-Type", ErxType.BearerType, Integer),
        Erx("ERX-Input-Gigapkts", ErxType.InputGigapackets, Integer),
        Erx("ERX-Output-Gigapkts", ErxType.OutputGigapackets, Integer),
        Erx("Sdx-Tunnel-Disconnect-Cause-Info", ErxType.TunnelDisconnectCauseInfo, Text),
        Erx("ERX-L2tp-Recv-Window-Size", ErxType.L2tpRecvWindowSize, Integer),
        Erx("ERX-Tunnel-Group", ErxType.TunnelGroup, Text),
        Erx("ERX-L2TP-Resynch-Method", ErxType.L2tpResynchMethod, Integer),
    ];

    private static AttributeDefinition Erx(string name, byte type, AttributeForm form, bool tagged = false, bool secret = false) =>
        new(name, new(ErxType.Vendor, type), form, Dictionary, tagged, IsSecret: secret);
}
