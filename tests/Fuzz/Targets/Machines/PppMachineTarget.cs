using Fuzz.Targets.Ppp;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;

namespace Fuzz.Targets.Machines;

/// <summary>A link from its line's rise on, under frames, timers, verdicts and orders in any order.</summary>
public sealed class PppMachineTarget : FuzzTarget
{
    private const int Frame = 0, Timer = 1, Accept = 2, Reject = 3, Traffic = 4, Close = 5, Drop = 6, Rise = 7, Restore = 8, AckOurs = 9, Deeds = 10;

    private static readonly AuthenticationMethod[] Methods = [AuthenticationMethod.Pap, AuthenticationMethod.ChapMd5, AuthenticationMethod.MsChapV2];

    public override string Name => "machine-ppp";

    public override string What => "a PPP link: frames, timers, verdicts and orders in any order (inputs are scripts)";

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Methods.Select(SeedOf)];

    public override int MaximumOctets => 1200;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        if (input.IsEmpty)
            return signature.Value;
        var random = new FewRandom(PppCall.Seed);
        var settings = PppCall.Lns(Methods[input[0] % 3]) with { Passive = input[0] % 8 >= 4, PeerMayRefuseAuthentication = input[0] % 16 >= 8 };
        var machine = new Machine(PppLink.Create(settings), random);
        machine.Do(Rise, default);
        var script = new Script(input[1..]);
        while (script.TryNext(out var deed, out var octets))
            machine.Do(deed % Deeds, octets);
        signature.Add((int)machine.Phases);
        signature.Add((int)machine.Link.Phase);
        return signature.Value;
    }

    private static byte[] SeedOf(AuthenticationMethod method)
    {
        var deeds = PppCall.ToLns(method).SelectMany(frame =>
            new[] { Script.Deed(AckOurs), Script.Deed(Frame, frame), Script.Deed(Accept, frame.AsSpan(0, 1)) }).SelectMany(d => d);
        return [(byte)Array.IndexOf(Methods, method), .. deeds];
    }

    private sealed class Machine(PppLink link, Random random)
    {
        private readonly PppRules rules = new(link);
        private byte[] lastSent = [];

        public PppLink Link { get; private set; } = link;

        /// <summary>Bits of the phases that were met.</summary>
        public uint Phases { get; private set; }

        public void Do(int deed, ReadOnlySpan<byte> octets)
        {
            switch (deed)
            {
                case Frame: Take(Link.Receive(octets, random)); break;
                case Timer: Fire((PppTimer)(1 + (octets.IsEmpty ? 0 : octets[0] % 5))); break;
                case Accept: Take(Link.PeerChecked(AuthenticationAnswer.Accept() with { MsChap2Success = octets.Length % 2 == 0 ? "S=" : null }, random)); break;
                case Reject: Take(Link.PeerChecked(AuthenticationAnswer.Reject(), random)); break;
                case Traffic: Link = Link.TrafficSeen(); break;
                case Close: Take(Link.Close(DisconnectReason.IdleTimeout, random)); break;
                case Drop: Take(Link.LowerDown()); break;
                case Rise when Link.Phase == LinkPhase.Dead:
                    rules.LowerUp();
                    Take(Link.LowerUp(random));
                    break;
                case Restore when Link.Negotiated is { } negotiated:
                    Judge.That(PppLink.Restore(Link.Settings, negotiated, random).Negotiated == negotiated, "a restored link is the same");
                    break;
                case AckOurs when lastSent.Length > 4:
                    byte[] acknowledged = [.. lastSent];
                    acknowledged[4] = 2;
                    Take(Link.Receive(acknowledged, random));
                    break;
            }
        }

        private void Fire(PppTimer timer)
        {
            rules.Fired(timer);
            Take(Link.TimerFired(timer, random));
        }

        private void Take(PppStep step)
        {
            rules.Check(step);
            Link = step.Link;
            Phases |= 1u << (int)Link.Phase;
            foreach (var output in step.Outputs)
                if (output is PppOutput.SendFrame send && send.Frame.Span[4] == 1)
                    lastSent = send.Frame.ToArray();
        }
    }
}
