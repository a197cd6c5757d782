using System.Collections.Immutable;
using System.Net;
using System.Text;
using Entities.Tunnels;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Protocols.Ppp;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lns;

/// <summary>Asks the LNS's RADIUS servers whether the remote site is who it says (dial-out.md §2 step 5), and reads what they grant.</summary>
internal static class PeerCheck
{
    private const int Ipv4Bits = 32;

    /// <summary>ERX-Primary-Dns and ERX-Secondary-Dns, of vendor 4874.</summary>
    private const uint ErxPrimaryDns = 4;

    /// <inheritdoc cref="ErxPrimaryDns"/>
    private const uint ErxSecondaryDns = 5;

    public static void Ask(TunnelTurn turn, LnsCall call, PppOutput.CheckPeer check)
    {
        var proof = check.Proof;
        var correlation = Correlation(call, check.CheckNumber);
        turn.Apply(new PeerAsked(call.SessionId, correlation));
        var question = new RadiusQuestion { Group = call.Order.Profile.RadiusGroup, Correlation = correlation };
        AddProof(question.Attributes, proof);
        question.Attributes
            .Number(RadiusType.ServiceType, (uint)ServiceType.Framed)
            .Number(RadiusType.FramedProtocol, (uint)FramedProtocol.Ppp)
            .Number(RadiusType.NasPortType, (uint)NasPortType.Async)
            .Text(RadiusType.CalledStationId, call.Order.CalledNumber)
            .Text(RadiusType.ConnectInfo, $"{call.Connected!.TransmitBps}/{call.Connected.ReceiveBps}")
            .Text(RadiusType.AcctSessionId, call.Placed.AcctSessionId);
        turn.Report(Milestone.RadiusAsked, proof.Name, ("session", call.SessionId), ("group", question.Group), ("user", proof.Name));
        turn.Do(new AskRadius(question));
    }

    public static void OnAnswer(TunnelTurn turn, RadiusAnswer answer)
    {
        if (LnsCalls.Find(turn.State, SessionId(answer.Correlation)) is not { Ended: null, Ppp: { } link } call || call.Asked != answer.Correlation) return;
        var accepted = answer.Outcome == RadiusOutcome.Accept;
        turn.Report(accepted ? Milestone.RadiusAccepted : answer.Outcome == RadiusOutcome.NoAnswer ? Milestone.RadiusSilent : Milestone.RadiusRejected,
            answer.Text, ("session", call.SessionId), ("call", call.Key));
        if (accepted) turn.Apply(new PeerGranted(call.SessionId, Profile(answer.Attributes)));
        PppDesk.Step(turn, call.SessionId, link.PeerChecked(PppAnswer(answer, accepted), turn.Random));
    }

    private static string Correlation(LnsCall call, long check) => $"{call.SessionId}/{call.Placed.AcctSessionId}/{check}";

    private static ushort SessionId(string correlation) =>
        correlation.IndexOf('/') is var cut and > 0 && ushort.TryParse(correlation.AsSpan(0, cut), out var id) ? id : (ushort)0;

    private static long CheckNumber(string correlation) =>
        long.Parse(correlation.AsSpan(correlation.LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture);

    private static void AddProof(RepeatedField<RadiusAttribute> attributes, PeerProof proof)
    {
        attributes.Text(RadiusType.UserName, proof.Name);
        switch (proof)
        {
            case PeerProof.Pap pap:
                attributes.Octets(RadiusType.UserPassword, pap.Password.Span);
                break;
            case PeerProof.ChapMd5 chap:
                // CHAP-Password is the identifier and the response (RFC 2865 §5.3).
                attributes.Octets(RadiusType.ChapPassword, [chap.Identifier, .. chap.Response.Span])
                    .Octets(RadiusType.ChapChallenge, chap.Challenge.Span);
                break;
            case PeerProof.MsChapV2 ms:
                attributes.Octets(MicrosoftType.ChapChallenge, ms.Challenge.Span, MicrosoftType.Vendor)
                    .Octets(MicrosoftType.Chap2Response, ms.ToRadiusResponse(), MicrosoftType.Vendor);
                break;
        }
    }

    private static AuthenticationAnswer PppAnswer(RadiusAnswer answer, bool accepted)
    {
        var success = answer.Attributes.First(MicrosoftType.Chap2Success, MicrosoftType.Vendor)?.Value;
        return new AuthenticationAnswer(accepted, answer.Text)
        {
            // The first octet is the identifier (RFC 2548 §2.3.3).
            MsChap2Success = success is { Length: > 1 } ? Encoding.ASCII.GetString(success.Span[1..]) : null,
            FramedIpAddress = FramedAddress(answer.Attributes),
            CheckNumber = CheckNumber(answer.Correlation),
            Dns = [.. new uint[] { ErxPrimaryDns, ErxSecondaryDns }
                .Select(type => answer.Attributes.First(type, ErxType.Vendor))
                .Where(dns => dns is { Value.Length: 4 })
                .Select(dns => new IPAddress(dns!.Value.Span))],
        };
    }

    /// <summary>255.255.255.254 asks the NAS to choose, 255.255.255.255 leaves it to the user (RFC 2865 §5.8): neither is an address.</summary>
    private static IPAddress? FramedAddress(IEnumerable<RadiusAttribute> attributes) =>
        attributes.Number(RadiusType.FramedIpAddress) is { } number && number < 0xFFFFFFFE
            ? new IPAddress(attributes.First(RadiusType.FramedIpAddress)!.Value.Span)
            : null;

    private static PeerProfile Profile(IReadOnlyList<RadiusAttribute> attributes) => new()
    {
        Routes = [.. Routes(attributes)],
        Class = [.. attributes.Where(a => a.Vendor == 0 && a.Type == RadiusType.Class).Select(a => a.Value)],
        IdleTimeoutSeconds = attributes.Number(RadiusType.IdleTimeout),
        SessionTimeoutSeconds = attributes.Number(RadiusType.SessionTimeout),
        InterimIntervalSeconds = attributes.Number(RadiusType.AcctInterimInterval),
    };

    private static IEnumerable<Prefix> Routes(IReadOnlyList<RadiusAttribute> attributes)
    {
        foreach (var route in attributes.Where(a => a.Vendor == 0 && a.Type == RadiusType.FramedRoute))
            if (FramedRoute.Parse(Encoding.ASCII.GetString(route.Value.Span)) is { } parsed)
                yield return new Prefix { Address = ByteString.CopyFrom(parsed.Network.GetAddressBytes()), Length = (uint)parsed.PrefixLength };
        if (FramedAddress(attributes) is { } address)
            yield return new Prefix
            {
                Address = ByteString.CopyFrom(address.GetAddressBytes()),
                Length = attributes.Number(RadiusType.FramedIpNetmask) is { } mask ? (uint)System.Numerics.BitOperations.PopCount(mask) : Ipv4Bits,
            };
    }
}
