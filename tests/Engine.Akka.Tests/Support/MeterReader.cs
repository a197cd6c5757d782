using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Engine.Akka.Tests.Support;

/// <summary>
/// What one engine's meter has said: sums of what is counted, the last value of what is looked up. Tests run side by side, and all their meters
/// have the same name.
/// </summary>
internal sealed class MeterReader : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, double> values = new();

    public MeterReader(ClusterEngine engine)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == engine.Metrics.Meter)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    /// <param name="name">Of the instrument, and its tags as <c>name tag=value</c>. 0 when it has said nothing.</param>
    public double this[string name]
    {
        get
        {
            listener.RecordObservableInstruments();
            return values.GetValueOrDefault(name);
        }
    }

    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var (key, tag) in tags)
            name += $" {key}={tag}";
        values.AddOrUpdate(name, value, (_, before) => instrument.IsObservable ? value : before + value);
    }
}
