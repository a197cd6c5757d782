using Engine;
using Engine.Journal;
using Entities.Calls.Lac;
using Entities.Destinations;
using Entities.Lines;
using Entities.Tunnels;
using Google.Protobuf;
using Lac.Node.Policies;
using Lns.Node.Composition;
using Nodes.Tests.Configuration;
using Nodes.Tests.Operations;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Nodes.Tests.Journal;

/// <summary>
/// Journals that an older version left behind open for ever. <c>Old/</c> holds copies, taken while it ran, of the journals of an LNS and a LAC with
/// three calls up; they date from before a decision was one record, so each event is one there.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OldJournalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task AnLnsHasItsThreeCallsBack()
    {
        var options = Samples.ReadLns(Samples.With(Samples.Lns, "dataDirectory", $"\"{directory.Path}\"")).Value!;
        Put("lns", directory.Path, options.EffectiveKeyFile);
        await using var engine = await Start(LnsEngine.Settings(options), LnsEngine.Kinds(options));

        var tunnel = (TunnelView)await engine.Ask(engine.Entities(EntityKinds.Tunnel).ShouldHaveSingleItem(), new ShowTunnel(), Patience);
        (tunnel.State, tunnel.PeerHostName, tunnel.Peer).ShouldBe(("Established", "lac0", "127.206.12.10:1701"));
        tunnel.PendingAccounting.ShouldBe(0u);
        tunnel.SessionList.Select(session => (session.CalledNumber, session.State, session.PeerAddress)).Order().ShouldBe(
            [("5550000", "up", "10.64.0.1"), ("5550001", "up", "10.64.1.1"), ("5550002", "up", "10.64.2.1")]);
        foreach (var id in engine.Entities(EntityKinds.DialOutSession))
            ((DialOutSessionStatus)await engine.Ask(id, new ShowDialOutSession(), Patience)).State.ShouldBe(DialOutState.InService);
        engine.Entities(EntityKinds.DialOutSession).Count.ShouldBe(3);
    }

    [Fact]
    public async Task ALacKnowsWhichCallsItHad()
    {
        var options = Samples.ReadLac(Samples.With(Samples.Lac, "dataDirectory", $"\"{directory.Path}\"")).Value!;
        Put("lac", directory.Path, options.EffectiveKeyFile);
        var (policy, pools) = (new LacTunnelPolicy(options), new PoolTerms(options));
        await using var engine = await Start(new EngineSettings { DataDirectory = directory.Path, KeyFile = options.EffectiveKeyFile },
            [new DestinationKind(policy), new TunnelKind(policy, new LacCallRole(pools)), new LinePoolKind(pools.Pools)]);

        var tunnel = (TunnelView)await engine.Ask(engine.Entities(EntityKinds.Tunnel).ShouldHaveSingleItem(), new ShowTunnel(), Patience);
        (tunnel.PeerHostName, tunnel.Peer).ShouldBe(("lns", "127.206.12.1:1701"));
        engine.Entities(EntityKinds.LinePool).ShouldHaveSingleItem();
    }

    /// <summary>What such a node goes on writing stands beside what it found, and both are read.</summary>
    [Fact]
    public async Task AnOldJournalGoesOnAsANewOne()
    {
        var options = Samples.ReadLns(Samples.With(Samples.Lns, "dataDirectory", $"\"{directory.Path}\"")).Value!;
        Put("lns", directory.Path, options.EffectiveKeyFile);
        EntityId session;
        await using (var engine = await Start(LnsEngine.Settings(options), LnsEngine.Kinds(options)))
        {
            session = engine.Entities(EntityKinds.DialOutSession).First();
            engine.Tell(session, new ResetSession());
            await engine.WhenIdle();
        }
        await using var again = await Start(LnsEngine.Settings(options), LnsEngine.Kinds(options));
        again.Entities(EntityKinds.DialOutSession).Count.ShouldBe(3);
        ((DialOutSessionStatus)await again.Ask(session, new ShowDialOutSession(), Patience)).State.ShouldBe(DialOutState.Dormant);
    }

    /// <summary>As a node's data directory has it.</summary>
    internal static void Put(string node, string directory, string keyFile)
    {
        var old = Path.Combine(AppContext.BaseDirectory, "Journal", "Old");
        File.Copy(Path.Combine(old, $"{node}.db"), Path.Combine(directory, DataDirectory.JournalFileName));
        File.Copy(Path.Combine(old, $"{node}.key"), keyFile);
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<EntityEngine> Start(EngineSettings settings, IReadOnlyCollection<IEntityKind> kinds)
    {
        var engine = new EntityEngine(settings, kinds, new NoHands(), TimeProvider.System, () => new Random(1));
        await engine.StartAsync();
        return engine;
    }

    private sealed class NoHands : IEffectPerformer
    {
        public void Perform(EntityId self, Effect effect)
        {
            // nothing leaves this process
        }
    }
}
