using Google.Protobuf;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>The servers behind a gateway. They outlive the LNS; their answers to a dead one are lost.</summary>
internal sealed class FakeRadius(TunnelWorld world)
{
    public RadiusOutcome Outcome { get; set; } = RadiusOutcome.Accept;

    /// <summary>Added to the Access-Accept.</summary>
    public List<RadiusAttribute> Grants { get; } =
    [
        new() { Type = RadiusType.FramedIpAddress, Value = ByteString.CopyFrom(10, 10, 1, 1) },
        new() { Type = RadiusType.Class, Value = ByteString.CopyFromUtf8("class-of-site") },
    ];

    /// <summary>False: accounting requests stay unanswered.</summary>
    public bool TakesAccounting { get; set; } = true;

    public List<RadiusQuestion> Questions { get; } = [];

    /// <summary>Every record that was handed over, copies too.</summary>
    public List<AccountingRecord> Handed { get; } = [];

    /// <summary>What the server has: one logical record per id.</summary>
    public IReadOnlyList<AccountingRecord> Records => [.. Handed.DistinctBy(record => record.RecordId)];

    public static uint? Number(AccountingRecord record, uint type) => record.Attributes.FirstOrDefault(a => a.Type == type && a.Vendor == 0) is { } found
        ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(found.Value.Span) : null;

    public static string? Text(AccountingRecord record, uint type) =>
        record.Attributes.FirstOrDefault(a => a.Type == type && a.Vendor == 0)?.Value.ToStringUtf8();

    public static uint Status(AccountingRecord record) => Number(record, RadiusType.AcctStatusType)!.Value;

    public void Ask(WorldNode node, EntityId self, RadiusQuestion question)
    {
        Questions.Add(question);
        var answer = new RadiusAnswer { Correlation = question.Correlation, Outcome = Outcome };
        if (Outcome == RadiusOutcome.Accept) answer.Attributes.AddRange(Grants);
        Later(node, () => node.Tell(self, answer));
    }

    public void Account(WorldNode node, EntityId self, AccountingRecord record)
    {
        Handed.Add(record);
        if (TakesAccounting) Later(node, () => node.Tell(self, new AccountingConfirmed { RecordId = record.RecordId }));
    }

    private void Later(WorldNode node, Action action)
    {
        var life = node.Incarnation;
        world.In(TimeSpan.FromMilliseconds(50), () =>
        {
            if (node.IsAlive && node.Incarnation == life) action();
        });
    }
}
