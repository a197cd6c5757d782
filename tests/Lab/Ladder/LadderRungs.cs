using System.Text.Json;

namespace Lab.Ladder;

/// <summary>Which milestones of the nodes' logs are rungs, and between which lanes (names as in <c>Milestone</c>).</summary>
public static class LadderRungs
{
    /// <param name="at">Since the ladder began.</param>
    /// <param name="isLac">Whose log the line comes from: L2TP is drawn once, as the LNS saw it.</param>
    /// <returns>Null for a log line that is no rung.</returns>
    public static Rung? From(JsonElement line, TimeSpan at, bool isLac)
    {
        var text = Text(line, "message");
        return (Text(line, "event"), isLac) switch
        {
            ("TriggerReceived", false) => new(at, Lane.Home, Lane.Lns, "packet"),
            ("DialOutState", false) when line.TryGetProperty("session", out _) => new(at, Lane.Lns, Lane.Lns, $"{Text(line, "to")}{Because(Text(line, "reason"))}"),
            ("RadiusAsked", false) => new(at, Lane.Lns, Lane.Radius, "Access-Request"),
            ("RadiusAccepted", false) => new(at, Lane.Radius, Lane.Lns, "Access-Accept"),
            ("RadiusRejected", false) => new(at, Lane.Radius, Lane.Lns, "Access-Reject"),
            ("RadiusSilent", false) => new(at, Lane.Lns, Lane.Radius, $"no answer: {text}"),
            ("ControlSent", false) => new(at, Lane.Lns, Lane.Lac, text),
            ("ControlReceived", false) => new(at, Lane.Lac, Lane.Lns, text),
            ("DestinationLockedOut", false) => new(at, Lane.Lns, Lane.Lns, $"LAC locked out: {text}"),
            ("LcpOpened", false) => new(at, Lane.Lns, Lane.Site, $"LCP: {text}", BothWays: true),
            ("PeerAuthenticated", false) => new(at, Lane.Site, Lane.Lns, $"'{text}' has proved itself"),
            ("WeAreAuthenticated", false) => new(at, Lane.Lns, Lane.Site, $"'{text}': so have we"),
            ("AuthenticationFailed", false) => new(at, Lane.Lns, Lane.Site, $"authentication failed: {text}", BothWays: true),
            ("NetworkUp", false) => new(at, Lane.Lns, Lane.Site, $"IPCP: {text}", BothWays: true),
            ("RouteInstalled", false) => new(at, Lane.Lns, Lane.Lns, $"route {text}"),
            ("RouteRemoved", false) => new(at, Lane.Lns, Lane.Lns, $"route gone: {text}"),
            ("TriggersForwarded", false) => new(at, Lane.Home, Lane.Site, "waiting packets"),
            ("AccountingSent", false) => new(at, Lane.Lns, Lane.Radius, $"Accounting {text}"),
            ("AccountingConfirmed", false) => new(at, Lane.Radius, Lane.Lns, "acknowledged"),
            ("CallEnded", false) => new(at, Lane.Lns, Lane.Lns, $"call ended: {text}"),
            ("LineDialling", true) => new(at, Lane.Lac, Lane.Line, text),
            ("LineConnected", true) => new(at, Lane.Line, Lane.Lac, text),
            ("LineFailed", true) => new(at, Lane.Line, Lane.Lac, text),
            ("LineOnHook", true) => new(at, Lane.Line, Lane.Lac, "on-hook"),
            _ => null,
        };
    }

    private static string Because(string reason) => reason.Length == 0 ? "" : $": {reason}";

    private static string Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.ToString() : "";
}
