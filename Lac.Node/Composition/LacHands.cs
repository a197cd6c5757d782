using Lac.Node.Lines;
using Microsoft.Extensions.Logging;
using Node.Common.Logging;
using Shared.Messages.Entities;

namespace Lac.Node.Composition;

/// <summary>The LAC's hands: datagrams to the sockets, orders to the lines, reports to the log.</summary>
internal sealed class LacHands(L2tpPorts ports, LineFleet lines, LimitedReports reports) : IEffectPerformer
{
    public void Perform(EntityId self, Effect effect)
    {
        switch (effect)
        {
            case SendDatagram send: ports.Send(send); break;
            case DriveLine drive: lines.Perform(drive); break;
            case Report report: reports.Write(self, report); break;
            default: throw new InvalidOperationException($"a LAC cannot perform {effect.GetType().Name}");
        }
    }
}
