using System.Buffers.Binary;
using Google.Protobuf;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Simulation.Oracle;

/// <summary>What the accounting servers have, as they tell copies: by session, status and event time (architecture.md §2).</summary>
internal sealed class AccountingBook(World world)
{
    private const uint Start = 1, Stop = 2;

    private readonly Dictionary<(string Session, uint Status, long At), ByteString> records = [];

    /// <summary>Of these sessions a record may come twice, or never: their journal has lost its tail.</summary>
    private readonly HashSet<string> excused = [];

    private bool isCut;

    public void Excuse()
    {
        isCut = true;
        excused.UnionWith(records.Keys.Select(key => key.Session));
    }

    public bool IsExcused(string session) => excused.Contains(session);

    public bool HasStarted(string session) => Of(session, Start).Any();

    public bool HasStopped(string session) => Of(session, Stop).Any();

    public void Take(AccountingRecord record)
    {
        var session = Value(record, RadiusType.AcctSessionId).ToStringUtf8();
        var status = BinaryPrimitives.ReadUInt32BigEndian(Value(record, RadiusType.AcctStatusType).Span);
        var key = (session, status, record.EventUnixMs);
        var content = record.ToByteString();
        // a session whose first word comes after a cut may have spoken before it
        var isExcused = excused.Contains(session) || (isCut && !HasStarted(session));
        if (!isExcused && records.TryGetValue(key, out var before) && before != content)
            world.Fail($"two different accounting records for session {session}, status {status}, at {record.EventUnixMs}");
        records[key] = content;
        if (isExcused)
            return;
        if (status is Start or Stop && Of(session, status).Count() > 1)
            world.Fail($"session {session} has more than one logical record of status {status}");
        if (HasStarted(session) && HasStopped(session) && Of(session, Start).First().At > Of(session, Stop).First().At)
            world.Fail($"session {session} stopped before it started");
    }

    private IEnumerable<(string Session, uint Status, long At)> Of(string session, uint status) =>
        records.Keys.Where(key => key.Session == session && key.Status == status);

    private static ByteString Value(AccountingRecord record, uint type) =>
        record.Attributes.First(attribute => attribute.Type == type && attribute.Vendor == 0).Value;
}
