using Entities.Destinations;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Lines;

/// <summary>A call on a line, from dialling to its end.</summary>
static class LineCalls
{
    /// <summary>The tunnel bridges as soon as it has sent OCCN; a line without a session must not stay off-hook.</summary>
    private const int BridgeTimeoutSeconds = 30;

    /// <summary>Our dial timer rules (CDN 10); the modem's own, S7, is there for a LAC that has died.</summary>
    private const int ModemGraceSeconds = 10;

    public static void Dial(LineDesk desk)
    {
        var call = desk.Line.Call!;
        desk.Change(desk.Line with { TransmitBps = 0, ReceiveBps = 0 });
        desk.Move(LineState.Dialling, desk.Settings.DialTimeoutSeconds);
        desk.Order(new LineOrder.Dial(call.Number, desk.Settings.DialTimeoutSeconds + ModemGraceSeconds));
        desk.Report(Milestone.LineSeized, "", ("call", call.Call), ("number", call.Number));
        desk.Report(Milestone.LineDialling, call.Number, ("call", call.Call), ("number", call.Number));
        TellSeized(desk, call);
    }

    public static void AwaitFraming(LineDesk desk, LineEvent connected)
    {
        var (call, settings) = (desk.Line.Call!, desk.Settings);
        desk.Change(desk.Line with { TransmitBps = connected.TransmitBps, ReceiveBps = connected.ReceiveBps });
        var told = connected.TransmitBps > 0;
        if (told ? connected.TransmitBps < call.MinimumBps : settings.StrictSpeed && call.MinimumBps > 0)
        {
            Fail(desk, LineFailure.BelowMinimumSpeed.With($"{connected.Text}, wanted {call.MinimumBps}"));
            return;
        }

        desk.Move(LineState.Carrier, settings.FramingTimeoutSeconds);
    }

    public static void TellConnected(LineDesk desk)
    {
        var call = desk.Line.Call!;
        desk.Change(desk.Line with { CallsConnected = desk.Line.CallsConnected + 1 });
        desk.Move(LineState.Framed, BridgeTimeoutSeconds);
        var connected = Connected(desk, call);
        desk.Report(
            Milestone.LineConnected,
            $"{connected.TransmitBps} bit/s",
            ("call", call.Call),
            ("number", call.Number),
            ("transmitBps", connected.TransmitBps),
            ("receiveBps", connected.ReceiveBps));
        desk.TellTunnel(call, connected);
    }

    /// <summary>The same call asked again: say again what it has missed.</summary>
    public static void Repeat(LineDesk desk)
    {
        var call = desk.Line.Call!;
        if (LineTable.IsOffHook(desk.Line.State))
            TellSeized(desk, call);
        if (desk.Line.State is LineState.Framed or LineState.Bridged)
            desk.TellTunnel(call, Connected(desk, call));
    }

    public static void StartBridge(LineDesk desk, BridgeLine bridge)
    {
        desk.Move(LineState.Bridged, null);
        desk.Order(new LineOrder.Bridge(
            bridge.Local.ToIPEndPoint(),
            bridge.Peer.ToIPEndPoint(),
            (ushort)bridge.PeerTunnelId,
            (ushort)bridge.PeerSessionId,
            (ushort)bridge.LocalTunnelId,
            (ushort)desk.Line.Call!.SessionId,
            bridge.Sequencing));
    }

    public static void ApplyAccm(LineDesk desk, SetLineAccm accm) => desk.Order(new LineOrder.SetAccm(accm.SendAccm, accm.ReceiveAccm));

    /// <summary>The tunnel wants no more of it, and needs no answer.</summary>
    public static void Release(LineDesk desk)
    {
        desk.FreeCall();
        LineUpkeep.HangUp(desk);
    }

    public static void Fail(LineDesk desk, LineFailure failure)
    {
        TellEnded(desk, failure);
        LineUpkeep.HangUp(desk);
    }

    public static void FailWithLine(LineDesk desk, LineFailure failure)
    {
        TellEnded(desk, failure);
        LineUpkeep.DeclareFaultyOffHook(desk, failure.Text);
    }

    /// <summary>To be told before the line is free for another call.</summary>
    private static void TellEnded(LineDesk desk, LineFailure failure)
    {
        var call = desk.Line.Call!;
        ReportFailure(desk, call, failure);
        desk.TellTunnel(call, Ended(call.SessionId, failure));
        desk.FreeCall();
    }

    public static void ReportFailure(LineDesk desk, LineCall call, LineFailure failure) => desk.Report(
        Milestone.LineFailed,
        failure.Text,
        ("call", call.Call),
        ("number", call.Number),
        ("result", failure.Result),
        ("error", failure.Error),
        ("cause", failure.Cause));

    public static LineEnded Ended(uint sessionId, LineFailure failure) => new()
    {
        SessionId = sessionId,
        Result = failure.Result,
        Error = failure.Error,
        Cause = failure.Cause,
        Text = failure.Text,
    };

    private static void TellSeized(LineDesk desk, LineCall call) => desk.TellTunnel(
        call, new LineSeized { SessionId = call.SessionId, PhysicalChannel = desk.Line.PhysicalChannel, Line = desk.Line.Name });

    private static LineConnected Connected(LineDesk desk, LineCall call)
    {
        var line = desk.Line;
        var transmit = line.TransmitBps > 0 ? line.TransmitBps : (uint)desk.Settings.AssumedBps;
        return new LineConnected
        {
            SessionId = call.SessionId,
            TransmitBps = transmit,
            ReceiveBps = line.ReceiveBps > 0 ? line.ReceiveBps : transmit,
            FramingBits = LineBits.Asynchronous,
        };
    }
}
