namespace Protocols.Hayes;

/// <summary>What the dialogue wants done; a closed set.</summary>
public abstract record ModemOutput
{
    private ModemOutput() { }

    /// <summary>ASCII, to the device.</summary>
    public sealed record Write(string Text) : ModemOutput;

    /// <summary>Replaces a running one; there is only one.</summary>
    public sealed record StartTimer(int Milliseconds) : ModemOutput;

    public sealed record StopTimer : ModemOutput;

    /// <summary>Where there is no such wire: close the device. Answered by <see cref="ModemInputKind.DeviceLost"/> if it can't be opened.</summary>
    public sealed record LowerDtr : ModemOutput;

    /// <summary>Opens the device where it is closed; answered likewise.</summary>
    public sealed record RaiseDtr : ModemOutput;

    /// <param name="TransmitBps">With Connected; 0: not told.</param>
    /// <param name="ReceiveBps">As TransmitBps.</param>
    public sealed record Report(ModemReport What, string Text, int TransmitBps = 0, int ReceiveBps = 0) : ModemOutput;
}

public enum ModemReport
{
    /// <summary>Hang-up verified.</summary>
    OnHook,

    /// <summary>On-hook and initialised: it may dial.</summary>
    Ready,

    Connected,
    Busy,
    NoAnswer,
    NoCarrier,
    NoDialtone,
    Delayed,
    Blacklisted,
    Error,

    /// <summary>Carrier lost during a call.</summary>
    Dropped,

    /// <summary>The device cannot be opened, or the modem is silent.</summary>
    Gone,
}
