using Engine.Akka.Entities;
using Engine.Tests.Ledger;
using Google.Protobuf;

namespace Engine.Akka.Tests.Support;

/// <summary>A ledger's reminders as its parts, as a tunnel's are its sessions.</summary>
internal sealed class LedgerReminders : IEntityParts
{
    public string Kind => LedgerKind.Name;

    public object Token(object state) => ((LedgerState)state).Reminders;

    public IEnumerable<string> Names(object state) => ((LedgerState)state).Reminders.Keys;

    public IMessage? View(object state, string name) => ((LedgerState)state).Reminders.TryGetValue(name, out var due)
        ? new ReminderSet { Name = name, DueUnixMs = due.ToUnixTimeMilliseconds() } : null;
}
