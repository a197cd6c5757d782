using System.Collections.Concurrent;
using System.Diagnostics;
using Engine.Akka.Forwarding.Table;
using Engine.Akka.Tests.Support;
using Shared.Messages;
using Shared.Messages.Forwarding;

namespace Engine.Akka.Tests.Forwarding;

/// <summary>A data path that only remembers its rows and counts, and lets a test wait for a change.</summary>
internal sealed class MemoryRows : IForwardingRows
{
    private readonly ConcurrentDictionary<RowKey, ForwardingEntry> sessions = new();
    private readonly ConcurrentDictionary<RowKey, DialOutPrefix> routes = new();
    private readonly ConcurrentDictionary<RowKey, CarriedTraffic> carried = new();
    private readonly Lock gate = new();
    private int sessionCount;
    private readonly List<(Func<bool> Holds, TaskCompletionSource Done)> waiting = [];

    public IReadOnlyDictionary<RowKey, ForwardingEntry> Sessions => sessions;

    /// <summary>Theirs; the dictionary's own count takes all of its locks.</summary>
    public int SessionCount => Volatile.Read(ref sessionCount);

    public IReadOnlyDictionary<RowKey, DialOutPrefix> Routes => routes;

    /// <summary>Told of each row right when it is installed; <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public Action<ForwardingEntry, long>? Installed { get; set; }

    public void InstallReplica(ForwardingEntry session)
    {
        var key = RowKey.Of(new TableRow { Session = session })!.Value;
        if (sessions.TryAdd(key, session))
            Interlocked.Increment(ref sessionCount);
        else
            sessions[key] = session;
        Installed?.Invoke(session, Stopwatch.GetTimestamp());
        Look();
    }

    public void RemoveReplica(ForwardingKey session)
    {
        if (sessions.TryRemove(RowKey.Of(session), out _)) Interlocked.Decrement(ref sessionCount);
        Look();
    }

    public void InstallReplica(DialOutPrefix route)
    {
        routes[RowKey.Of(route)] = route;
        Look();
    }

    public void RemoveReplica(DialOutPrefix route)
    {
        routes.TryRemove(RowKey.Of(route), out _);
        Look();
    }

    /// <summary>What it was given to send for other nodes.</summary>
    public ConcurrentQueue<(ForwardingKey Session, byte[] Frame)> Relayed { get; } = new();

    public void SendRelayed(ForwardingKey session, ReadOnlySpan<byte> frame)
    {
        Relayed.Enqueue((session, frame.ToArray()));
        Look();
    }

    public CarriedTraffic? Carried(ForwardingKey session) => carried.GetValueOrDefault(RowKey.Of(session));

    public IReadOnlyList<CarriedTraffic> CarriedSince(long unixMs) => [.. carried.Values.Where(one => one.Totals.LastTrafficUnixMs >= unixMs)];

    public void Carry(ForwardingKey session, ulong incarnation, ulong octets, long lastUnixMs) =>
        carried[RowKey.Of(session)] = new CarriedTraffic(session, incarnation, new TrafficCounters { InputOctets = octets, LastTrafficUnixMs = lastUnixMs });

    /// <summary>Completes as soon as it holds, which is looked at after each change of the rows.</summary>
    public Task When(Func<MemoryRows, bool> holds)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate) waiting.Add((() => holds(this), done));
        Look();
        return done.Task.WaitAsync(TestNode.Patience);
    }

    private void Look()
    {
        lock (gate)
            waiting.RemoveAll(one => one.Holds() && one.Done.TrySetResult());
    }
}
