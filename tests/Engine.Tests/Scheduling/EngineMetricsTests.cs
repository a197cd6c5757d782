using System.Diagnostics.Metrics;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Scheduling;

public sealed class EngineMetricsTests
{
    [Fact]
    public async Task WhatHappensIsCounted()
    {
        var host = new PumpedHost();
        await host.StartAsync();
        using var meters = new MeterReader(host.Core);
        for (var i = 0; i < 3; i++)
            host.Tell(LedgerKind.Id($"k{i}"), new Deposit { Amount = 1 });
        await host.Settle();
        host.Tell(LedgerKind.Id("k0"), new Misbehave());
        host.Tell(LedgerKind.Id("k0"), new Misbehave { How = Misbehave.Types.How.ThrowInEffect });
        host.Tell(LedgerKind.Id("k1"), new Misbehave { How = Misbehave.Types.How.ThrowInEvolve });
        await host.Settle();
        host.Tell(LedgerKind.Id("k2"), new Touch());
        meters.Observe();
        meters["engine.journal.records"].ShouldBe(3);
        meters["engine.journal.commits"].ShouldBe(1);
        meters["engine.journal.commit.size"].ShouldBe(3);
        meters["engine.decide.errors kind=ledger"].ShouldBe(1);
        meters["engine.effect.errors kind=ledger"].ShouldBe(1);
        meters["engine.entities.stopped kind=ledger"].ShouldBe(1);
        meters["engine.entities kind=ledger"].ShouldBe(3);
        meters["engine.mailbox.depth"].ShouldBe(1);
        host.Observer.Said.ShouldContain("decide failed: ledger:k0 Misbehave: broken on purpose");
        host.Observer.Said.ShouldContain("effect failed: ledger:k0 Report: exploded on purpose");
        host.Observer.Said.ShouldContain("stopped: ledger:k1 Poison: poison");
    }

    /// <summary>Sums of one engine's instruments; tests run side by side, and all their meters have the same name.</summary>
    private sealed class MeterReader : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly Dictionary<string, double> sums = [];

        public MeterReader(EngineCore core)
        {
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter == core.Meter)
                    l.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.Start();
        }

        public double this[string name] => sums[name];

        public void Observe() => listener.RecordObservableInstruments();

        public void Dispose() => listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = instrument.Name;
            foreach (var (key, tag) in tags)
                name += $" {key}={tag}";
            sums[name] = sums.GetValueOrDefault(name) + value;
        }
    }
}
