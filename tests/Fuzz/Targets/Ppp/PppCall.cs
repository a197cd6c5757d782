using System.Collections.Immutable;
using System.Net;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;

namespace Fuzz.Targets.Ppp;

/// <summary>A whole call between two links on a wire without time, frame by frame with the link that took it as it then was.</summary>
internal static class PppCall
{
    public const int Seed = 1661;

    private static readonly byte[] Password = "secret"u8.ToArray();

    public static PppSettings Lns(AuthenticationMethod method) => new()
    {
        OurName = "lns",
        OurPassword = Password,
        AuthenticatePeerWith = [method],
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        PeerAddress = IPAddress.Parse("10.0.2.2"),
        DnsServers = [IPAddress.Parse("192.0.2.53")],
        EchoIntervalSeconds = 5,
        IdentificationText = "bras",
    };

    public static ImmutableArray<(PppLink Before, byte[] Frame)> Frames { get; } =
        [.. new[] { AuthenticationMethod.Pap, AuthenticationMethod.ChapMd5, AuthenticationMethod.MsChapV2 }.SelectMany(Play)];

    /// <summary>The frames that the LNS takes in one call.</summary>
    public static IEnumerable<byte[]> ToLns(AuthenticationMethod method) => Play(method).Where(f => f.Before.Settings.OurName == "lns").Select(f => f.Frame);

    private static IReadOnlyList<(PppLink Before, byte[] Frame)> Play(AuthenticationMethod method)
    {
        var random = new Random(Seed);
        var lns = Lns(method);
        PppLink[] links =
        [
            PppLink.Create(lns),
            PppLink.Create(lns with { OurName = "site", LocalAddress = null, RequestDns = true, PeerAddress = null, Passive = true }),
        ];
        var onWire = new Queue<(int To, byte[] Frame)>();
        var taken = new List<(PppLink, byte[])>();
        for (var end = 0; end < 2; end++)
            Take(end, links[end].LowerUp(random));
        Deliver();
        Take(0, links[0].TimerFired(PppTimer.EchoInterval, random));
        Deliver();
        Take(0, links[0].Close(DisconnectReason.Administrative(), random));
        Deliver();
        return taken;

        void Deliver()
        {
            while (onWire.TryDequeue(out var next))
            {
                taken.Add((links[next.To], next.Frame));
                Take(next.To, links[next.To].Receive(next.Frame, random));
            }
        }

        void Take(int end, PppStep step)
        {
            links[end] = step.Link;
            foreach (var output in step.Outputs)
                if (output is PppOutput.SendFrame send)
                    onWire.Enqueue((1 - end, send.Frame.ToArray()));
                else if (output is PppOutput.CheckPeer check)
                    Take(end, links[end].PeerChecked(LocalCheck.Answer(check.Proof, Password), random));
        }
    }
}
