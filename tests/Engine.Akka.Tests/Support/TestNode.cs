using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Transport;
using Engine.Akka.Wire;
using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Shared.Messages.Entities;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Tests.Support;

/// <summary>One node of a test's cluster, which hosts ledgers. Its links can be cut.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    /// <summary>Long enough for a loaded machine; nothing waits that long unless it fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    public const string CanBeCut = """
        akka.remote.dot-netty.tcp.applied-adapters = ["trttl"]
        """;

    public static readonly WireCatalogue Ledger = WireCatalogue.Bras.With(
        ("x-deposit", Deposit.Descriptor), ("x-send", SendOn.Descriptor), ("x-peek", Peek.Descriptor), ("x-touch", Touch.Descriptor),
        ("x-remind", Remind.Descriptor), ("x-close", CloseAccount.Descriptor), ("x-balance", Balance.Descriptor));

    /// <param name="time">The entities' clock.</param>
    /// <param name="hostTime">The clock of the journal's retries.</param>
    public TestNode(ClusterSettings settings, TimeProvider? time = null, JournalValve? valve = null, TimeProvider? hostTime = null, ILoggerFactory? logs = null)
    {
        Settings = settings;
        Engine = new ClusterEngine(settings, [new PoisonableLedgerKind()], Performer, time ?? TimeProvider.System, () => new Random(1), Observer)
        {
            Wire = Ledger, Hocon = CanBeCut, Shards = Shards, Parts = [new LedgerReminders()], JournalValve = valve is null ? null : valve.Open,
            HostTime = hostTime ?? TimeProvider.System, Logs = logs, CatalogueValve = () => Catalogue,
        };
        Engine.SystemStarted += system => system.ActorOf(Props.Create(() => new RefusalWatch(Refused)));
    }

    public ClusterSettings Settings { get; }

    public ClusterEngine Engine { get; }

    /// <summary>Completes before the node may read which streams there are.</summary>
    public Task Catalogue { get; set; } = Task.CompletedTask;

    /// <summary>What no serializer of ours could take, by type.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    public RecordingPerformer Performer { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public RecordingShardWatch Shards { get; } = new();

    public string Address => AkkaCluster.Get(Engine.System).SelfAddress.ToString();

    public int Port => AkkaCluster.Get(Engine.System).SelfAddress.Port!.Value;

    public int Hosted => Engine.Entities(LedgerKind.Name).Count;

    /// <summary>
    /// Commands may be lost while an entity is on its way; whoever needs an answer asks again, by the machine's clock, for that of the entities may stand
    /// still. A deposit is made once, however slow its answer is.
    /// </summary>
    public async Task<Balance> Ask(EntityId to, IMessage command)
    {
        var before = command is Deposit ? (await Ask(to, new Peek())).Deposits : 0;
        for (var begin = TimeProvider.System.GetTimestamp(); ;)
            try
            {
                return (Balance)await Engine.Ask(to, command, AnswerPatience).WaitAsync(AnswerPatience);
            }
            catch (TimeoutException) when (TimeProvider.System.GetElapsedTime(begin) < Patience)
            {
                if (command is Deposit && await Ask(to, new Peek()) is var now && now.Deposits > before)
                    return now;
            }
    }

    /// <summary>Nothing goes to the other node, and nothing comes from it.</summary>
    public Task Cut(TestNode other) => Cut(other.Address);

    public Task Cut(string address) => Throttle(address, Blackhole.Instance);

    public Task Mend(TestNode other) => Throttle(other.Address, Unthrottled.Instance);

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private Task Throttle(string address, ThrottleMode mode) => ((IRemoteActorRefProvider)((ExtendedActorSystem)Engine.System).Provider).Transport.ManagementCommand(
        new SetThrottle(global::Akka.Actor.Address.Parse(address), ThrottleTransportAdapter.Direction.Both, mode));
}
