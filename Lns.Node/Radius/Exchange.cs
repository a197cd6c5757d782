using Protocols.Radius;
using Shared.Messages;

namespace Lns.Node.Radius;

/// <summary>One thing to be said to a group, until somebody answers or nobody does.</summary>
internal abstract class Exchange(GroupState group, IReadOnlyList<RadiusAttributeValue> attributes)
{
    public GroupState Group => group;

    public IReadOnlyList<RadiusAttributeValue> Attributes => attributes;

    public abstract IReadOnlyList<ServerPort> Servers { get; }

    /// <summary>Null before the first transmission.</summary>
    public ServerWalk? Walk { get; set; }

    public TimeSpan Began { get; set; }

    /// <summary>When the present server was first sent this request in this visit.</summary>
    public TimeSpan VisitBegan { get; set; }

    /// <summary>Transmissions whose answer would still be welcome, the latest last.</summary>
    public List<Attempt> Attempts { get; } = [];

    /// <summary>What each server did instead of answering, for the text of NO_ANSWER.</summary>
    public Dictionary<ServerPort, string> Troubles { get; } = [];

    /// <summary>Deadlines of an older generation are void.</summary>
    public int Generation { get; set; }

    public bool IsOver { get; set; }

    public bool WasSentTo(ServerPort server) => Attempts.Exists(attempt => attempt.Server == server);
}

internal sealed class QuestionExchange(
    GroupState group, RadiusQuestion question, IReadOnlyList<RadiusAttributeValue> attributes, Action<RadiusAnswer> answer)
    : Exchange(group, attributes)
{
    public override IReadOnlyList<ServerPort> Servers => Group.Authentication;

    public RadiusQuestion Question => question;

    public Action<RadiusAnswer> Answer => answer;
}

internal sealed class RecordExchange(
    GroupState group, AccountingRecord record, IReadOnlyList<RadiusAttributeValue> attributes, Action<AccountingConfirmed> confirmed)
    : Exchange(group, attributes)
{
    public override IReadOnlyList<ServerPort> Servers => Group.Accounting;

    public AccountingRecord Record => record;

    /// <summary>Everybody who handed in this record: an entity that recovered hands it in again.</summary>
    public List<Action<AccountingConfirmed>> Confirmed { get; } = [confirmed];
}

/// <summary>Status-Server: one packet, never repeated (RFC 5997 §4.1).</summary>
internal sealed class ProbeExchange(GroupState group, ServerPort server, IReadOnlyList<RadiusAttributeValue> attributes)
    : Exchange(group, attributes)
{
    public override IReadOnlyList<ServerPort> Servers { get; } = [server];
}
