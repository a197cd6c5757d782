using System.Globalization;
using System.Net;
using Engine;
using Entities.Calls.Lns;
using Entities.DialOut.Sessions;
using Entities.Tunnels;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Counters;
using Platform;
using Shared.Messages.Entities;

namespace Bench.Calls;

/// <summary>In a process of its own: calls come back from the journal into engine and forwarder, and the process is weighed.</summary>
internal static class HeldCalls
{
    /// <summary>Prints resident octets, managed octets, calls (rows of the forwarding table, and sessions) and seconds of recovery.</summary>
    public static async Task Measure(int calls, string scratch)
    {
        using var port = UdpPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var settings = new EngineSettings { DataDirectory = Path.Combine(scratch, "engine"), KeyFile = Path.Combine(scratch, "keys") };
        var policies = new Policies();
        IEntityKind[] kinds = [new TunnelKind(policies, LnsCallRole.Instance), new DialOutSessionKind(policies)];
        await Seed(settings, kinds, new CallSeeds(port.Local), calls);

        using var forwarder = new Forwarder(new ForwarderCallbacks { Control = (_, _, _) => { }, Frame = (_, _) => { }, Trigger = _ => { } },
            CounterFile.Open(Path.Combine(scratch, "counters")), TimeProvider.System);
        forwarder.AddVirtualRouter("default", new SilentDevice());
        forwarder.AddPort(port);
        var began = TimeProvider.System.GetTimestamp();
        await using var engine = new EntityEngine(settings, kinds, new Hands(forwarder), TimeProvider.System, () => new Random(1));
        await engine.StartAsync();
        await engine.WhenIdle();
        var held = Math.Min(forwarder.SessionCount, engine.Entities(EntityKinds.DialOutSession).Count);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{ResidentOctets()} {GC.GetTotalMemory(forceFullCollection: true)} {held} {seconds}"));
    }

    private static async Task Seed(EngineSettings settings, IEnumerable<IEntityKind> kinds, CallSeeds seeds, int calls)
    {
        await using var engine = new EntityEngine(settings, kinds.Select(kind => new SeedKind(kind)), new NoHands(), TimeProvider.System, () => new Random(1));
        await engine.StartAsync();
        foreach (var (entity, written) in seeds.Of(calls))
            engine.Tell(entity, written);
        await engine.WhenIdle();
        await engine.AbandonAsync();
    }

    private static long ResidentOctets()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    private sealed class Hands(Forwarder forwarder) : IEffectPerformer
    {
        public void Perform(EntityId self, Effect effect)
        {
            if (effect is InstallForwarding install)
                forwarder.Install(install.Entry);
        }
    }

    private sealed class NoHands : IEffectPerformer
    {
        public void Perform(EntityId self, Effect effect) { }
    }
}
