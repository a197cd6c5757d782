using Akka.Actor;
using Akka.Serialization;

namespace Engine.Akka.Journal;

/// <summary>Writes records into the journal's table as they are. Identifier and manifests stand in every row, so they are frozen.</summary>
internal sealed class JournalRecordSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const int Id = 1701;
    public const string Event = "E";
    public const string Snapshot = "S";

    public override int Identifier => Id;

    public override string Manifest(object o) => ((JournalRecord)o).IsSnapshot ? Snapshot : Event;

    public override byte[] ToBinary(object obj) => ((JournalRecord)obj).Sealed;

    /// <summary>The sequence number is a column of its own; the reader puts it in.</summary>
    public override object FromBinary(byte[] bytes, string manifest) => new JournalRecord(0, manifest == Snapshot, bytes);
}
