using System.Runtime.InteropServices;

namespace Platform.Terminals;

/// <param name="Path">A serial port, or the slave of a pseudo terminal; opened anew by path each time.</param>
/// <param name="BitsPerSecond">Between computer and modem.</param>
/// <param name="HardwareFlowControl">RTS/CTS.</param>
public sealed record TtySettings(string Path, int BitsPerSecond = 115200, bool HardwareFlowControl = true);

/// <summary>
/// A terminal device with a modem behind it. HUPCL is set: when it is closed, or this process dies, DTR goes low and the modem hangs up.
/// CLOCAL is not set: when DCD goes, the device is hung up and has to be opened again.
/// </summary>
public sealed class TtyDevice(TtySettings settings, IModemControl? control = null) : IModemPort
{
    private const int Closed = -1;

    private readonly IModemControl control = control ?? UartModemControl.Instance;

    public int Descriptor { get; private set; } = Closed;

    public bool IsOpen => Descriptor != Closed;

    public string Error { get; private set; } = "";

    /// <summary>DCD; a device without the wire has carrier for as long as it is open.</summary>
    public bool CarrierPresent => IsOpen && control.CarrierDetected(Descriptor) != false;

    public bool LowerDtr()
    {
        if (!IsOpen && !TryOpen())
            return false;
        // what the call left behind belongs to nobody
        TerminalCalls.Flush(Descriptor, TerminalCalls.FlushBoth);
        if (!control.SetDtr(Descriptor, high: false))
            Close();
        return true;
    }

    public bool RaiseDtr()
    {
        if (!IsOpen && !TryOpen())
            return false;
        control.SetDtr(Descriptor, high: true);
        return true;
    }

    public void Close()
    {
        if (IsOpen)
            TerminalCalls.Close(Descriptor);
        Descriptor = Closed;
    }

    public void Dispose() => Close();

    private bool TryOpen()
    {
        // non-blocking, or the open would wait for carrier
        const int flags = TerminalCalls.ReadWrite | TerminalCalls.NoControllingTerminal | TerminalCalls.CloseOnExec | TerminalCalls.NonBlocking;
        Descriptor = TerminalCalls.Open(settings.Path, flags);
        if (IsOpen && TryConfigure())
            return true;
        Error = $"{settings.Path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}";
        Close();
        return false;
    }

    private bool TryConfigure()
    {
        if (TerminalCalls.GetAttributes(Descriptor, out var termios) != 0)
            return false;
        TerminalCalls.MakeRaw(ref termios);
        termios.Control |= Termios.ReceiverOn | Termios.HangUpOnClose;
        termios.Control &= ~(Termios.IgnoreModemLines | Termios.HardwareFlowControl);
        if (settings.HardwareFlowControl)
            termios.Control |= Termios.HardwareFlowControl;
        termios.ControlCharacters[Termios.MinimumRead] = 1;
        return TerminalCalls.SetSpeed(ref termios, (uint)settings.BitsPerSecond) == 0
            && TerminalCalls.SetAttributes(Descriptor, TerminalCalls.Now, termios) == 0;
    }
}
