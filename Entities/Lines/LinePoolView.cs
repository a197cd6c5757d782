using Shared.Messages;

namespace Entities.Lines;

/// <summary>What an operator sees of a pool.</summary>
static class LinePoolView
{
    public static LineList Of(LinePoolState state)
    {
        var list = new LineList { Pool = state.Settings.Name };
        foreach (var line in state.InOrder)
        {
            list.Lines.Add(new LineStatus
            {
                Line = line.Name,
                PhysicalChannel = line.PhysicalChannel,
                State = char.ToLowerInvariant(line.State.ToString()[0]) + line.State.ToString()[1..],
                Call = line.Call?.Call ?? "",
                Number = line.Call?.Number ?? "",
                TransmitBps = line.Call is null ? 0 : line.TransmitBps,
                ReceiveBps = line.Call is null ? 0 : line.ReceiveBps,
                Fault = line.Fault ?? "",
                SinceUnixMs = line.State == LineState.Closed ? 0 : line.Since.ToUnixTimeMilliseconds(),
                Calls = line.Calls,
                CallsConnected = line.CallsConnected,
            });
        }

        return list;
    }
}
