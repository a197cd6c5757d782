using System.Text;
using Lac.Node.Lines.Data;
using Platform.Terminals;
using Protocols.Hayes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lac.Node.Lines.Drivers;

/// <summary>A Hayes modem on a port: does what <see cref="ModemDialogue"/> says, then carries the call's data.</summary>
sealed class ModemDriver : ILineDriver, ILineEnd
{
    private readonly LineContext line;
    private readonly IModemPort port;
    private readonly LineTimer timer;
    private readonly HayesResultReader results = new();
    private readonly Queue<ModemInput> inputs = new();
    private readonly NoCarrierWatch noCarrier;
    private ModemDialogue dialogue;
    private LineChannel? channel;
    private CallData? call;
    private bool isStepping;

    public ModemDriver(LineContext line, IModemPort port, ModemProfile profile)
    {
        this.line = line;
        this.port = port;
        dialogue = new ModemDialogue(profile);
        timer = new LineTimer(line.Poller, line.Time, () => Feed(ModemInput.Timer(port.CarrierPresent)));
        noCarrier = new NoCarrierWatch(line, () => Feed(ModemInput.Of(HayesResults.Classify("NO CARRIER"))));
    }

    public void Execute(LineOrder order)
    {
        switch (order)
        {
            case LineOrder.Dial dial:
                Feed(ModemInput.Dial(dial.Number, dial.TimeoutSeconds));
                break;
            case LineOrder.HangUp:
                EndCall();
                Feed(ModemInput.HangUp);
                break;
            case LineOrder.Bridge bridge:
                call?.Bridge(bridge);
                break;
            case LineOrder.SetAccm accm:
                call?.SetAccm(accm.Send, accm.Receive);
                break;
        }
    }

    public void OnInput(ReadOnlySpan<byte> octets)
    {
        while (call is null && results.TryRead(ref octets, out var result))
            Feed(ModemInput.Of(result));
        if (call is null || octets.IsEmpty)
            return;
        noCarrier.Feed(octets);
        call.OnInput(octets);
    }

    public void OnHangUp()
    {
        EndCall();
        ClosePort();
        // while DTR is low that is what was asked for
        if (dialogue.Phase != ModemPhase.DtrLow)
            Feed(ModemInput.DeviceLost);
    }

    public void Dispose()
    {
        EndCall();
        timer.Dispose();
        noCarrier.Dispose();
        Detach();
        // HUPCL takes DTR low
        port.Dispose();
    }

    /// <summary>One input at a time, in order, although doing an output may bring the next one.</summary>
    private void Feed(ModemInput input)
    {
        inputs.Enqueue(input);
        if (isStepping)
            return;
        isStepping = true;
        try
        {
            while (inputs.TryDequeue(out var next))
            {
                (dialogue, var outputs) = dialogue.Step(next);
                foreach (var output in outputs)
                    Perform(output);
            }
        }
        finally
        {
            isStepping = false;
        }
    }

    private void Perform(ModemOutput output)
    {
        switch (output)
        {
            case ModemOutput.Write write:
                channel?.TrySend(Encoding.ASCII.GetBytes(write.Text));
                break;
            case ModemOutput.StartTimer start:
                timer.Start(start.Milliseconds);
                break;
            case ModemOutput.StopTimer:
                timer.Stop();
                break;
            case ModemOutput.LowerDtr:
                Detach();
                Attach(port.LowerDtr());
                break;
            case ModemOutput.RaiseDtr:
                Attach(port.RaiseDtr());
                break;
            case ModemOutput.Report report:
                Tell(report);
                break;
        }
    }

    private void Tell(ModemOutput.Report report)
    {
        if (report.What == ModemReport.Connected && channel is not null)
            call = new CallData(line, channel);
        else
            EndCall();
        var text = report.What == ModemReport.Gone && port.Error.Length > 0 ? port.Error : report.Text;
        line.Report(KindOf(report.What), text, report.TransmitBps, report.ReceiveBps);
    }

    private void Attach(bool isThere)
    {
        if (!isThere)
            Feed(ModemInput.DeviceLost);
        else if (channel is null && port.IsOpen)
            channel = new LineChannel(line.Poller, port.Descriptor, this, line.Settings.OutputQueueOctets);
    }

    private void Detach()
    {
        channel?.Dispose();
        channel = null;
        results.Reset();
    }

    private void ClosePort()
    {
        Detach();
        port.Close();
    }

    private void EndCall()
    {
        noCarrier.Reset();
        call?.Dispose();
        call = null;
    }

    private static LineEventKind KindOf(ModemReport what) => what switch
    {
        ModemReport.OnHook => LineEventKind.LineOnHook,
        ModemReport.Ready => LineEventKind.LineReady,
        ModemReport.Connected => LineEventKind.LineConnected,
        ModemReport.Busy => LineEventKind.LineBusy,
        ModemReport.NoAnswer => LineEventKind.LineNoAnswer,
        ModemReport.NoCarrier => LineEventKind.LineNoCarrier,
        ModemReport.NoDialtone => LineEventKind.LineNoDialtone,
        ModemReport.Delayed => LineEventKind.LineDelayed,
        ModemReport.Blacklisted => LineEventKind.LineBlacklisted,
        ModemReport.Error => LineEventKind.LineError,
        ModemReport.Dropped => LineEventKind.LineDropped,
        ModemReport.Gone => LineEventKind.LineGone,
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
