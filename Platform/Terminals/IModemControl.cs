namespace Platform.Terminals;

/// <summary>The two wires that matter between a terminal and a modem.</summary>
public interface IModemControl
{
    /// <returns>False where there is no such wire: then closing the device stands for DTR low, opening it for DTR high.</returns>
    bool SetDtr(int descriptor, bool high);

    /// <returns>DCD, or null where there is no such wire: then a hang-up of the device stands for its loss.</returns>
    bool? CarrierDetected(int descriptor);
}

/// <summary>The wires of a serial port. A pseudo terminal has none and refuses the calls.</summary>
public sealed class UartModemControl : IModemControl
{
    public static UartModemControl Instance { get; } = new();

    private UartModemControl() { }

    public bool SetDtr(int descriptor, bool high)
    {
        var lines = TerminalCalls.DataTerminalReady;
        var request = high ? TerminalCalls.SetModemLines : TerminalCalls.ClearModemLines;
        return TerminalCalls.ModemLines(descriptor, request, ref lines) == 0;
    }

    public bool? CarrierDetected(int descriptor)
    {
        var lines = 0;
        if (TerminalCalls.ModemLines(descriptor, TerminalCalls.GetModemLines, ref lines) != 0)
            return null;
        return (lines & TerminalCalls.CarrierDetect) != 0;
    }
}
