using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Lines;

/// <summary>What happens to a line between calls: hanging up, resting, faults and tests.</summary>
static class LineUpkeep
{
    /// <summary>Whatever the line does, whoever left it so: on-hook and ready, then in service.</summary>
    public static void TakeInHand(LineDesk desk) => HangUpInto(desk, LineState.Initialising);

    public static void HangUp(LineDesk desk) => HangUpInto(desk, LineState.HangingUp);

    public static void BecomeFree(LineDesk desk)
    {
        // a call from before a restart that its tunnel has not given back
        desk.FreeCall();
        if (desk.Line.Fault is not null)
            desk.Apply(new LineRepaired { Line = desk.Line.Name });
        desk.Move(LineState.OnHook, null);
    }

    public static void StartQuarantine(LineDesk desk)
    {
        desk.Change(desk.Line with { IsInitialised = false });
        desk.Move(LineState.Quarantine, desk.Settings.QuarantineSeconds);
        desk.Report(Milestone.LineOnHook, "");
    }

    public static void NoteReady(LineDesk desk) => desk.Change(desk.Line with { IsInitialised = true });

    /// <summary>The modem may still be initialising; the hang-up itself is proven.</summary>
    public static void EndQuarantine(LineDesk desk)
    {
        if (desk.Line.IsInitialised)
            BecomeFree(desk);
        else
            desk.Move(LineState.Initialising, desk.Settings.HangUpTimeoutSeconds);
    }

    public static void DeclareFaulty(LineDesk desk, string reason)
    {
        NoteFault(desk, reason);
        desk.Move(LineState.Faulty, desk.Settings.RetestSeconds);
    }

    /// <summary>It was off-hook: until its hang-up is proven it has no rest, only the time of one order.</summary>
    public static void DeclareFaultyOffHook(LineDesk desk, string reason)
    {
        NoteFault(desk, reason);
        HangUpInto(desk, LineState.Faulty);
    }

    /// <summary>It may still be off-hook, and that costs money: no rest before the next attempt.</summary>
    public static void DeclareStuck(LineDesk desk)
    {
        NoteFault(desk, "does not hang up or does not become ready");
        Retest(desk);
    }

    public static void Retest(LineDesk desk) => HangUpInto(desk, LineState.Retesting);

    public static void RestAgain(LineDesk desk) => desk.Move(LineState.Faulty, desk.Settings.RetestSeconds);

    private static void HangUpInto(LineDesk desk, LineState state)
    {
        desk.Move(state, desk.Settings.HangUpTimeoutSeconds);
        desk.Order(new LineOrder.HangUp());
    }

    private static void NoteFault(LineDesk desk, string reason)
    {
        if (desk.Line.Fault is null)
            desk.Apply(new LineFaulted { Line = desk.Line.Name, Reason = reason });
        desk.Report(Milestone.LineFaulty, reason);
    }
}
