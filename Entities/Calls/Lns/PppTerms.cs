using System.Collections.Immutable;
using System.Net;
using Google.Protobuf;
using Protocols.Ppp;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>The PPP settings of a call, from its order; and an open link's facts, to and from the journal.</summary>
internal static class PppTerms
{
    private const int DefaultMru = 1454;

    /// <summary>RFC 1661 §4.6.</summary>
    private static readonly TimeSpan DefaultRestartTimer = TimeSpan.FromSeconds(3);

    public static PppSettings For(LnsCall call)
    {
        var order = call.Order;
        var profile = order.Profile;
        return new PppSettings
        {
            MruOffered = (ushort)(profile.Mru == 0 ? DefaultMru : profile.Mru),
            AuthenticatePeerWith = Methods(order.PppAuthentication),
            OurName = order.PppUsername,
            OurPassword = order.PppPassword.Memory,
            LocalAddress = profile.LocalAddress.IsEmpty ? null : Address(profile.LocalAddress),
            DnsServers = [.. profile.Dns.Select(Address)],
            EchoIntervalSeconds = (int)profile.EchoIntervalSeconds,
            EchoFailureLimit = (int)Math.Max(1, profile.EchoFailureLimit),
            RestartTimer = profile.RestartTimerMs == 0 ? DefaultRestartTimer : TimeSpan.FromMilliseconds(profile.RestartTimerMs),
            ChallengeName = profile.ChallengeName,
            PeerMayRefuseAuthentication = profile.PeerMayRefuseAuthentication,
        };
    }

    public static PppFacts Facts(PppNegotiated negotiated)
    {
        var (lcp, network) = (negotiated.Lcp, negotiated.Network);
        var facts = new PppFacts
        {
            LocalMru = lcp.LocalMru,
            PeerMru = lcp.PeerMru,
            LocalAccm = lcp.LocalAccm,
            PeerAccm = lcp.PeerAccm,
            LocalMagic = lcp.LocalMagic,
            PeerMagic = lcp.PeerMagic,
            LocalPfc = lcp.LocalPfc,
            PeerPfc = lcp.PeerPfc,
            LocalAcfc = lcp.LocalAcfc,
            PeerAcfc = lcp.PeerAcfc,
            MethodForPeer = (uint)(lcp.PeerAuthenticatesWith ?? 0),
            MethodForUs = (uint)(lcp.WeAuthenticateWith ?? 0),
            PeerName = negotiated.PeerName ?? "",
            LocalAddress = ByteString.CopyFrom(network.LocalAddress.GetAddressBytes()),
            PeerAddress = ByteString.CopyFrom(network.PeerAddress.GetAddressBytes()),
        };
        facts.Dns.AddRange(network.DnsGiven.Select(dns => ByteString.CopyFrom(dns.GetAddressBytes())));
        return facts;
    }

    public static PppNegotiated Negotiated(PppFacts facts, CallOrder order) => new(
        new LcpResult((ushort)facts.LocalMru, (ushort)facts.PeerMru, facts.LocalAccm, facts.PeerAccm, facts.LocalMagic, facts.PeerMagic,
            facts.LocalPfc, facts.PeerPfc, facts.LocalAcfc, facts.PeerAcfc, Method(facts.MethodForPeer), Method(facts.MethodForUs)),
        new IpcpResult(Address(facts.LocalAddress), Address(facts.PeerAddress), [.. facts.Dns.Select(Address)], []),
        facts.PeerName.Length == 0 ? null : facts.PeerName,
        facts.MethodForUs == 0 ? null : order.PppUsername);

    public static IPAddress Address(ByteString octets) => octets.IsEmpty ? IPAddress.Any : new IPAddress(octets.Span);

    private static AuthenticationMethod? Method(uint number) => number == 0 ? null : (AuthenticationMethod)number;

    /// <summary>ERX-PPP-Auth-Protocol: what we ask of the remote site, in order. CHAP by MD5 first, which RADIUS servers all know.</summary>
    private static ImmutableArray<AuthenticationMethod> Methods(PppAuthentication wanted) => wanted switch
    {
        PppAuthentication.Pap => [AuthenticationMethod.Pap],
        PppAuthentication.Chap => [AuthenticationMethod.ChapMd5, AuthenticationMethod.MsChapV2],
        PppAuthentication.PapChap => [AuthenticationMethod.Pap, AuthenticationMethod.ChapMd5, AuthenticationMethod.MsChapV2],
        PppAuthentication.ChapPap => [AuthenticationMethod.ChapMd5, AuthenticationMethod.MsChapV2, AuthenticationMethod.Pap],
        _ => [],
    };
}
