using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Bench.Journal;

/// <summary>An entity that does nothing but make one durable event of each command and say when it is on disk.</summary>
internal sealed class NoteKind : EntityKind<NoteKind.Notes>
{
    internal sealed record Notes(long Count);

    /// <summary>As many octets as an answered call's event has.</summary>
    public static readonly CallConnected Note = new() { SessionId = 4711, TransmitBps = 33600, ReceiveBps = 33600, Framing = 2, AtUnixMs = 1_767_225_600_000 };

    public override string Kind => EntityKinds.Tunnel;

    public override JournalSchema Journal => JournalSchemas.Tunnel;

    protected override Notes InitialState(string key) => new(0);

    protected override void Decide(Turn<Notes> turn, IMessage command)
    {
        turn.Apply(Note);
        turn.Do(new ReleaseSlot());
    }

    protected override void Resume(Turn<Notes> turn) { }

    protected override Notes Evolve(Notes state, object @event) => new(state.Count + 1);

    protected override IMessage Snapshot(Notes state) => new TunnelSnapshot { CallsPlaced = (uint)state.Count };

    protected override bool IsOver(Notes state) => false;
}
