using System.ComponentModel;
using Lac.Node.Lines.Data;
using Platform.Polling;
using Platform.Terminals;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lac.Node.Lines.Drivers;

/// <summary>A program on a pseudo terminal for each call. It runs: carrier. It ends: carrier lost.</summary>
sealed class ProgramDriver : ILineDriver, ILineEnd, IPollHandler
{
    /// <summary>Of the node's own environment: what programs can't do without, and no settings, which may hold secrets.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR"];

    private readonly LineContext line;
    private readonly ProgramLineSettings settings;
    private readonly LineTimer patience;
    private Pty? terminal;
    private LineChannel? channel;
    private SpawnedProgram? program;
    private PollRegistration? exitWatch;
    private CallData? call;
    private bool isHangingUp;

    public ProgramDriver(LineContext line, ProgramLineSettings settings)
    {
        this.line = line;
        this.settings = settings;
        patience = new LineTimer(line.Poller, line.Time, () => program?.Signal(SpawnedProgram.SigKill));
    }

    public void Execute(LineOrder order)
    {
        switch (order)
        {
            case LineOrder.Dial dial:
                Dial(dial.Number);
                break;
            case LineOrder.HangUp:
                HangUp();
                break;
            case LineOrder.Bridge bridge:
                call?.Bridge(bridge);
                break;
            case LineOrder.SetAccm accm:
                call?.SetAccm(accm.Send, accm.Receive);
                break;
        }
    }

    public void OnInput(ReadOnlySpan<byte> octets) => call?.OnInput(octets);

    /// <summary>The program has closed its terminal; it may go on without one, but no longer as a line.</summary>
    public void OnHangUp() => Drop("terminal closed");

    /// <summary>The program has ended.</summary>
    void IPollHandler.OnReady(Ready ready)
    {
        if (program is null || !program.TryReap(out var exit))
            return;
        ForgetProgram();
        if (isHangingUp)
            ReportOnHook();
        else
            Drop(exit);
    }

    public void Dispose()
    {
        CloseTerminal();
        program?.Signal(SpawnedProgram.SigKill);
        ForgetProgram();
        patience.Dispose();
    }

    private void Dial(string number)
    {
        if (program is not null)
        {
            line.Report(LineEventKind.LineError, "asked to dial while a program runs");
            return;
        }

        try
        {
            terminal = Pty.Open();
            program = SpawnedProgram.Start(StartFor(number), terminal);
        }
        catch (Win32Exception e)
        {
            terminal?.Dispose();
            terminal = null;
            line.Report(LineEventKind.LineError, e.Message);
            return;
        }

        exitWatch = line.Poller.Register(program.ExitDescriptor, Ready.Read, this);
        channel = new LineChannel(line.Poller, terminal.Master, this, settings.OutputQueueOctets);
        call = new CallData(line, channel);
        line.Report(LineEventKind.LineConnected, settings.File, settings.ReportedBps, settings.ReportedBps);
    }

    private ProgramStart StartFor(string number)
    {
        var environment = new Dictionary<string, string>();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                environment[name] = value;
        }

        foreach (var (name, value) in settings.Environment)
            environment[name] = value;
        environment["CALLED_NUMBER"] = number;
        environment["LINE_NAME"] = settings.Line;
        return new ProgramStart(settings.File, settings.Arguments, environment, settings.WorkingDirectory);
    }

    private void HangUp()
    {
        CloseTerminal();
        if (program is null)
        {
            ReportOnHook();
            return;
        }

        isHangingUp = true;
        // closing the terminal tells its foreground; this tells whoever left it
        program.Signal(SpawnedProgram.SigHup);
        patience.Start(settings.KillAfterMs);
    }

    private void ReportOnHook()
    {
        isHangingUp = false;
        patience.Stop();
        line.Report(LineEventKind.LineOnHook);
        line.Report(LineEventKind.LineReady);
    }

    private void Drop(string why)
    {
        var wasUp = call is not null;
        CloseTerminal();
        if (wasUp)
            line.Report(LineEventKind.LineDropped, $"{settings.File}: {why}");
    }

    private void CloseTerminal()
    {
        call?.Dispose();
        call = null;
        channel?.Dispose();
        channel = null;
        terminal?.Dispose();
        terminal = null;
    }

    private void ForgetProgram()
    {
        exitWatch?.Dispose();
        exitWatch = null;
        program?.Dispose();
        program = null;
    }
}
