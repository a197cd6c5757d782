using System.Diagnostics;
using System.Diagnostics.Metrics;
using Engine;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Bench.Journal;

/// <summary>The embedded engine under a closed loop: every entity has one event under way, and is told the next when that is durable.</summary>
internal static class EngineLoad
{
    /// <param name="EventsPerSecond">From the engine's own count of records made durable.</param>
    /// <param name="EventsPerCommit">How many shared a transaction.</param>
    public sealed record Outcome(double EventsPerSecond, double EventsPerCommit);

    public static async Task<Outcome> Run(string directory, int underWay, TimeSpan duration)
    {
        var hands = new Hands();
        // a snapshot every 100 events would be counted too, and belongs to longer lives than a call's
        var settings = new EngineSettings { DataDirectory = directory, KeyFile = Path.Combine(directory, "keys"), SnapshotAfterRecords = int.MaxValue };
        await using var engine = new EntityEngine(settings, [new NoteKind()], hands, TimeProvider.System, () => new Random(1));
        await engine.StartAsync();
        hands.Engine = engine;
        long events = 0, commits = 0;
        using var listener = new MeterListener { InstrumentPublished = Enable };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            Interlocked.Add(ref instrument.Name == "engine.journal.records" ? ref events : ref commits, value));
        listener.Start();
        for (var i = 0; i < underWay; i++)
            hands.Next(new EntityId(EntityKinds.Tunnel, $"{i}"));
        await Task.Delay(TimeSpan.FromSeconds(1));
        var (eventsBefore, commitsBefore, watch) = (Interlocked.Read(ref events), Interlocked.Read(ref commits), Stopwatch.StartNew());
        await Task.Delay(duration);
        var (seconds, eventsAfter, commitsAfter) = (watch.Elapsed.TotalSeconds, Interlocked.Read(ref events), Interlocked.Read(ref commits));
        hands.Engine = null;
        await engine.WhenIdle();
        return new Outcome((eventsAfter - eventsBefore) / seconds, (double)(eventsAfter - eventsBefore) / (commitsAfter - commitsBefore));

        static void Enable(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == "Engine" && instrument.Name is "engine.journal.records" or "engine.journal.commits")
                listener.EnableMeasurementEvents(instrument);
        }
    }

    private sealed class Hands : IEffectPerformer
    {
        private static readonly CloseSession Command = new();

        public volatile EntityEngine? Engine;

        public void Next(EntityId entity) => Engine?.Tell(entity, Command);

        public void Perform(EntityId self, Effect effect) => Next(self);
    }
}
