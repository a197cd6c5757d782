namespace Shared.Messages.Entities;

/// <summary>How the journal of each kind is written: all that is needed to read one without hosting its entities.</summary>
public static class JournalSchemas
{
    public static JournalSchema DialOutRoute { get; } = JournalSchema.Of(DialOutRouteEvent.Descriptor);

    public static JournalSchema DialOutSession { get; } = JournalSchema.Of(DialOutSessionEvent.Descriptor);

    public static JournalSchema Destination { get; } = JournalSchema.Of(DestinationEvent.Descriptor);

    public static JournalSchema Tunnel { get; } = JournalSchema.Of(TunnelEvent.Descriptor);

    public static JournalSchema LinePool { get; } = JournalSchema.Of(LinePoolEvent.Descriptor);

    public static IReadOnlyDictionary<string, JournalSchema> ByKind { get; } = new Dictionary<string, JournalSchema>
    {
        [EntityKinds.DialOutRoute] = DialOutRoute,
        [EntityKinds.DialOutSession] = DialOutSession,
        [EntityKinds.Destination] = Destination,
        [EntityKinds.Tunnel] = Tunnel,
        [EntityKinds.LinePool] = LinePool,
    };
}
