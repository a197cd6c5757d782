namespace Platform.Terminals;

/// <summary>Where a modem is: on a terminal device, or behind a socket.</summary>
public interface IModemPort : IDisposable
{
    /// <summary>Non-blocking; valid while <see cref="IsOpen"/>.</summary>
    int Descriptor { get; }

    bool IsOpen { get; }

    /// <summary>False where the port is closed.</summary>
    bool CarrierPresent { get; }

    /// <summary>Why the last attempt to open failed.</summary>
    string Error { get; }

    /// <summary>Takes DTR low; a port without the wire is closed instead.</summary>
    /// <returns>False when it cannot be opened.</returns>
    bool LowerDtr();

    /// <summary>Opens the port if need be.</summary>
    /// <returns>False when it cannot be opened.</returns>
    bool RaiseDtr();

    void Close();
}
