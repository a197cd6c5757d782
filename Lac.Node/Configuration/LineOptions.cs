using Node.Common.Configuration;

namespace Lac.Node.Configuration;

public enum LineDriver
{
    Tty,
    Program,
    Tcp,
    Emulated,
}

/// <summary>One line and the driver that moves it.</summary>
public sealed record LineOptions : ICheckedSection
{
    [Setting("Name of the line, unique on the node.")]
    public required string Name { get; init; }

    [Setting("`tty`: a Hayes modem on a serial device; `tcp`: a modem behind a socket; `program`: a program on a pty per call; `emulated`: the lab's.")]
    public required LineDriver Driver { get; init; }

    [Setting("The serial device (`tty`), `HOST:PORT` (`tcp`), or the lab's phone network as it names it (`emulated`).")]
    public string? Device { get; init; }

    [Setting("Speed of the serial device in bit/s; for other drivers the speed that is reported."), Within(300, 4000000)]
    public int Speed { get; init; } = 115200;

    [Setting("Sent to the modem before its first call and after trouble. Default: `&F`, then no echo, words, DCD and DTR as they should be, and the line's rate in CONNECT.")]
    public string? Init { get; init; }

    [Setting("What dials; the number follows.", Pattern = "[ -~]{2,32}", PatternMeaning = "2 to 32 printable characters")]
    public string Dial { get; init; } = "ATDT";

    [Setting("Program that plays the far end (`program`); the number is in its environment as CALLED_NUMBER.")]
    public string? Program { get; init; }

    [Setting("Its arguments."), Count(0, 64)]
    public IReadOnlyList<string> Arguments { get; init; } = [];

    [Setting("Its working directory. Default: the node's.", IsPath = true)]
    public string? WorkingDirectory { get; init; }

    [Setting("Number that the line calls from, for logs.")]
    public string? CallingNumber { get; init; }

    public void Check(SectionCheck check)
    {
        if (Driver is LineDriver.Tty or LineDriver.Tcp or LineDriver.Emulated && string.IsNullOrEmpty(Device))
            check.Fault("device", Device, $"missing: driver {Text(Driver)} needs one");
        if (Driver == LineDriver.Tcp && Device is { Length: > 0 } && !HasPort(Device))
            check.Fault("device", Device, "must be HOST:PORT");
        if (Driver == LineDriver.Program && string.IsNullOrEmpty(Program))
            check.Fault("program", Program, "missing: driver program needs one");
        if (Driver != LineDriver.Program && Program is not null)
            check.Fault("program", Program, $"is of no use to driver {Text(Driver)}");
    }

    private static string Text(LineDriver driver) => driver.ToString().ToLowerInvariant();

    private static bool HasPort(string device) =>
        device.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(device.AsSpan(colon + 1), out var port) && port > 0;
}
