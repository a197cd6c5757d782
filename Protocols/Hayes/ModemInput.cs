namespace Protocols.Hayes;

public enum ModemInputKind
{
    /// <summary>Order: whatever the line does, put it on-hook and make the modem ready.</summary>
    HangUp,

    /// <summary>Order.</summary>
    Dial,

    Ok,
    Connect,

    /// <summary>NO CARRIER, BUSY, NO ANSWER, NO DIALTONE, DELAYED, BLACKLISTED.</summary>
    Refused,

    Error,

    /// <summary>Any other line: echo, RING, rates and progress, garbage.</summary>
    Noise,

    /// <summary>The device could not be opened, or was hung up: on a tty without CLOCAL that is how the loss of DCD shows.</summary>
    DeviceLost,

    Timer,
}

/// <param name="Number">With Dial: as <see cref="DialNumber"/> lets through.</param>
/// <param name="TimeoutSeconds">With Dial.</param>
/// <param name="CarrierPresent">With Timer: DCD now, false where the device is closed.</param>
public readonly record struct ModemInput(
    ModemInputKind Kind, HayesResult Result = default, string Number = "", int TimeoutSeconds = 0, bool CarrierPresent = false)
{
    public static ModemInput HangUp { get; } = new(ModemInputKind.HangUp);

    public static ModemInput DeviceLost { get; } = new(ModemInputKind.DeviceLost);

    public static ModemInput Dial(string number, int timeoutSeconds) =>
        new(ModemInputKind.Dial, Number: number, TimeoutSeconds: timeoutSeconds);

    public static ModemInput Timer(bool carrierPresent) => new(ModemInputKind.Timer, CarrierPresent: carrierPresent);

    public static ModemInput Of(HayesResult result) => new(KindOf(result.Kind), result);

    private static ModemInputKind KindOf(HayesResultKind kind) => kind switch
    {
        HayesResultKind.Ok => ModemInputKind.Ok,
        HayesResultKind.Connect => ModemInputKind.Connect,
        HayesResultKind.Error => ModemInputKind.Error,
        HayesResultKind.NoCarrier or HayesResultKind.Busy or HayesResultKind.NoAnswer or HayesResultKind.NoDialtone
            or HayesResultKind.Delayed or HayesResultKind.Blacklisted => ModemInputKind.Refused,
        _ => ModemInputKind.Noise,
    };
}
