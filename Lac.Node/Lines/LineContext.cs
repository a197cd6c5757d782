using Lac.Node.Lines.Data;
using Platform.Polling;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lac.Node.Lines;

/// <summary>What a driver is given: its line's settings, the thread it lives on, and whom to tell.</summary>
sealed record LineContext(LineDriverSettings Settings, Poller Poller, TimeProvider Time, ILineWays Ways, Action<LineEvent> Raise)
{
    public LineCounters Counters { get; } = new();

    public void Report(LineEventKind kind, string text = "", int transmitBps = 0, int receiveBps = 0) => Raise(new LineEvent
    {
        Line = Settings.Line,
        Kind = kind,
        Text = text,
        TransmitBps = (uint)transmitBps,
        ReceiveBps = (uint)receiveBps,
    });
}

/// <summary>How bridges are joined to the node's sockets.</summary>
interface ILineWays
{
    LineBridge Join(LineOrder.Bridge order, LineChannel channel, LineCounters counters);

    void Part(LineBridge bridge, LineOrder.Bridge order);
}
