using Entities.Destinations;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Destinations;

/// <summary>Whatever comes in whatever order: no throw, no call in two tunnels, no id used at rest.</summary>
public class RandomDestinationTests
{
    [Fact]
    public void AnySequenceKeepsTheInvariants()
    {
        for (var seed = 0; seed < 150; seed++)
            Walk(seed, steps: 80);
    }

    private static void Walk(int seed, int steps)
    {
        var random = new Random(seed);
        var destination = new DestinationRig(seed);
        destination.Policy.Settings = new DestinationSettings
        {
            SessionsPerTunnel = random.Next(1, 4), LockoutTest = random.Next(2) == 0, MaximumSessions = random.Next(3) == 0 ? 5 : 0,
        };
        // the tunnels as they are: what a call's home is, whatever the destination has forgotten
        var home = new Dictionary<string, ushort>();
        for (var step = 0; step < steps; step++)
        {
            var resting = destination.State.Resting.Where(entry => entry.Value > destination.Rig.Now).Select(entry => entry.Key).ToHashSet();
            if (random.Next(15) == 0)
                Recover(destination, home, random.Next(2) == 0);
            else
                Step(random, destination, home);
            var context = $"seed {seed}, step {step}";

            foreach (var (tunnel, place) in destination.ToTunnels<PlaceCall>())
            {
                resting.ShouldNotContain(tunnel, context);
                if (home.TryGetValue(place.Order.CallKey, out var lives) && destination.State.Tunnels.ContainsKey(lives))
                    tunnel.ShouldBe(lives, context);
                home[place.Order.CallKey] = tunnel;
            }
            destination.State.Tunnels.Keys.ShouldAllBe(id => (id & 0xFF) != 0, context);
            destination.State.Tunnels.Values.SelectMany(Calls).ShouldBeUnique(context);
            destination.State.Tunnels.Values.ShouldAllBe(known => known.Sessions == Calls(known).Count(), context);
            destination.State.Held.Count.ShouldBe(destination.State.Recovering ? destination.State.Held.Count : 0, context);
            destination.State.Tunnels.Keys.Intersect(destination.State.Resting.Where(entry => entry.Value > destination.Rig.Now)
                .Select(entry => entry.Key)).ShouldBeEmpty(context);
        }
    }

    private static IEnumerable<string> Calls(DestinationTunnel tunnel) =>
        tunnel.Forwarded.Keys.Union(tunnel.Reported);

    // every tunnel reports the calls it really has before anything else comes
    private static void Recover(DestinationRig destination, Dictionary<string, ushort> home, bool snapshot)
    {
        _ = snapshot ? destination.Rig.RecoverFromSnapshot() : destination.Rig.Recover();
        foreach (var id in destination.ToTunnels<ReportLoad>().Select(told => told.Tunnel).ToList())
            destination.Tell(Load(id, home, established: true));
    }

    private static void Step(Random random, DestinationRig destination, Dictionary<string, ushort> home)
    {
        var ids = destination.State.Tunnels.Keys.ToList();
        var id = ids.Count == 0 || random.Next(6) == 0 ? (ushort)random.Next(1, 65536) : ids[random.Next(ids.Count)];
        destination.Rig.Pass(TimeSpan.FromSeconds(random.Next(5) == 0 ? random.Next(120) : 1));
        switch (random.Next(14))
        {
            case 0 or 1 or 2 or 3:
                destination.Place(random.Next(12), DestinationRig.Terms(random.Next(3) == 0 ? "blue" : "", maximum: (uint)random.Next(4)),
                    random.Next(4) == 0);
                break;
            case 4 or 5:
                destination.Tell(Load(id, home, random.Next(3) > 0));
                break;
            case 6:
                destination.Tell(new TunnelClosed
                {
                    TunnelId = id, Failed = random.Next(2) == 0,
                    Requeue = { home.Where(entry => entry.Value == id).Select(entry => entry.Key) },
                });
                break;
            case 7: destination.Tell(new TunnelIdTaken { TunnelId = id }); break;
            case 8 or 9:
                destination.Sccrq((ushort)random.Next(4), random.Next(3) switch
                {
                    0 => null,
                    1 => ids.Count == 0 ? 1 : destination.State.Tunnels[ids[0]].Assigned.TieBreaker,
                    _ => (ulong)random.NextInt64(),
                });
                break;
            case 10: destination.StopCcn((ushort)random.Next(4)); break;
            case 11: destination.Tell(new TimerFired { Name = new[] { "lockout", "recovery", "rest", "x" }[random.Next(4)] }); break;
            case 12: destination.Tell(new CloseCall { CallKey = DestinationRig.Call(random.Next(12)) }); break;
            default: destination.Tell(Rare(random)); break;
        }
    }

    private static IMessage Rare(Random random)
    {
        var octets = new byte[random.Next(40)];
        random.NextBytes(octets);
        return random.Next(4) switch
        {
            0 => new SetDestinationState { State = (AdministrativeState)random.Next(5) },
            1 => new Datagram { Payload = ByteString.CopyFrom(octets) },
            2 => new ResetSession(),
            _ => new ShowDestination(),
        };
    }

    private static TunnelLoad Load(ushort id, Dictionary<string, ushort> home, bool established) => new()
    {
        TunnelId = id, Established = established, CallKeys = { home.Where(entry => entry.Value == id).Select(entry => entry.Key) },
    };
}
