using System.Buffers.Binary;
using System.Net;
using Entities.Destinations;
using Entities.DialOut;
using Entities.DialOut.Authorisation;
using Google.Protobuf;
using Shared.Messages;

namespace Entities.Tests.DialOut;

/// <summary>The world of the dial-out tests: the route of the guide's example, two LACs.</summary>
internal static class Given
{
    public const string Session = "default|10.10.0.0/16|10.10.1.1";
    public const string Lac1 = "127.0.0.1:1701|127.0.0.2:1701";
    public const string Lac2 = "127.0.0.1:1701|127.0.0.3:1701";
    public const string Tunnel = "127.0.0.1:1701/4711";

    public static readonly TimeSpan T = TimeSpan.FromSeconds(180);
    public static readonly TimeSpan D = TimeSpan.FromSeconds(300);

    public static DialOutRouteSettings Route { get; } = new()
    {
        Domain = "L2TP-dial-out.de.dt",
        RouteDistinguisher = "0.0.0.0:65000",
        Profile = new CallProfile { Name = "remote-sites", Mru = 1454, IdleTimeoutSeconds = 120 },
        RadiusGroup = "home",
        Defaults = new GrantDefaults(IPEndPoint.Parse("127.0.0.1:1701"), "lns"),
    };

    public static RadiusAttribute Text(uint type, string value, uint tag = 0, uint vendor = 0) =>
        new() { Type = type, Vendor = vendor, Tag = tag, Value = ByteString.CopyFromUtf8(value) };

    public static RadiusAttribute Number(uint type, uint value, uint tag = 0, uint vendor = 0)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        // a tag takes the place of the highest octet (RFC 2868 §3.1)
        return new() { Type = type, Vendor = vendor, Tag = tag, Value = ByteString.CopyFrom(octets.AsSpan(tag == 0 ? 0 : 1)) };
    }

    /// <summary>One tagged group per LAC, with descending preference unless told otherwise.</summary>
    public static RadiusAttribute[] Accept(params string[] lacs) =>
    [
        .. lacs.SelectMany((lac, index) => new[]
        {
            Number(64, 3, (uint)index + 1), Number(65, 1, (uint)index + 1), Text(67, lac, (uint)index + 1),
            Number(83, (uint)index, (uint)index + 1),
        }),
        Text(35, "5551234", vendor: 4874),
        Text(36, "lns", vendor: 4874),
        Text(37, "secret", vendor: 4874),
        Number(38, 2, vendor: 4874),
    ];

    public static RadiusAnswer Answer(string correlation, RadiusOutcome outcome, params RadiusAttribute[] attributes) =>
        new() { Correlation = correlation, Outcome = outcome, Attributes = { attributes } };

    public static Trigger Trigger(bool slot = true, byte mark = 1) =>
        new() { HasSlot = slot, Packet = ByteString.CopyFrom(0x45, mark), Destination = ByteString.CopyFrom(10, 10, 1, 1) };

    public static CallUp Up(string callKey, string accessRoute = "10.10.1.0/24") => new()
    {
        CallKey = callKey, TunnelKey = Tunnel, SessionId = 7, AccessRoutes = { IPNetwork.Parse(accessRoute).ToMessage() },
        User = "site1", Lac = "lac1", TransmitBps = 33600, ReceiveBps = 31200,
    };
}

internal sealed class Policy : IDialOutPolicy
{
    public DialOutRouteSettings? Configured { get; set; } = Given.Route;

    public Dictionary<string, int> Free { get; } = [];

    public DialOutSettings Session
    {
        get => Configured!.Session;
        set => Configured = Configured! with { Session = value };
    }

    public DialOutRouteSettings? Route(string virtualRouter, IPNetwork prefix) => Configured;

    public int? FreeLines(IPEndPoint lac) => Free.TryGetValue(lac.ToString(), out var lines) ? lines : null;
}
