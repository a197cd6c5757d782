using System.Net;
using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Lab.Radius;

/// <param name="IsCopy">A record of the same NAS, session, status and event time came before: at least once is what the sender promises.</param>
public sealed record LabAccountingRecord(RadiusPacket Packet, IPEndPoint Sender, bool IsCopy)
{
    public AcctStatusType Status => (AcctStatusType)(Packet.First(RadiusType.AcctStatusType)?.AsInteger() ?? 0);

    public string SessionId => Packet.FirstText(RadiusType.AcctSessionId) ?? "";

    public uint DelaySeconds => Packet.First(RadiusType.AcctDelayTime)?.AsInteger() ?? 0;

    /// <summary>What makes a record one record.</summary>
    internal static string KeyOf(RadiusPacket packet) => string.Join('\0',
        packet.FirstText(RadiusType.NasIdentifier), packet.FirstText(RadiusType.AcctSessionId),
        packet.First(RadiusType.AcctStatusType)?.AsInteger(), packet.First(RadiusType.EventTimestamp)?.AsInteger());
}
