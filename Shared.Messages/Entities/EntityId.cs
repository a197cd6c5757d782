namespace Shared.Messages.Entities;

/// <summary>Where a command goes: the kind names the code, the key names the one life among its kind.</summary>
/// <param name="Kind">One of <see cref="EntityKinds"/>.</param>
/// <param name="Key">Unique within the kind, printable, without '\0'.</param>
public readonly record struct EntityId(string Kind, string Key)
{
    public override string ToString() => $"{Kind}:{Key}";
}

/// <summary>Names of kinds; they stand in the journal, so they are frozen.</summary>
public static class EntityKinds
{
    public const string DialOutRoute = "dial-out-route";
    public const string DialOutSession = "dial-out-session";
    public const string Destination = "destination";
    public const string Tunnel = "tunnel";
    public const string LinePool = "line-pool";
}
