using Platform.Polling;

namespace Lab.Phone;

/// <summary>Modems on one thread, all connected to the same phone network.</summary>
public sealed class ModemRack : IDisposable
{
    private readonly Poller poller = new("modems");

    public ModemRack(PhoneNetwork network, int count)
    {
        poller.Faulted += fault => Fault = fault;
        Modems = [.. Enumerable.Range(0, count).Select(_ => new EmulatedModem(network, poller))];
    }

    public IReadOnlyList<EmulatedModem> Modems { get; }

    /// <summary>A fault of the lab's own.</summary>
    public Exception? Fault { get; private set; }

    public int OffHook => Modems.Count(modem => modem.IsOffHook);

    public void Dispose()
    {
        foreach (var modem in Modems) modem.Dispose();
        poller.Dispose();
    }
}
