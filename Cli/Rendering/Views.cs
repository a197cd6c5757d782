using static Cli.Rendering.CellFormat;

namespace Cli.Rendering;

/// <summary>The tables that show prints.</summary>
public static class Views
{
    /// <summary>Of one key, so no list of <c>show</c>.</summary>
    public static View Trace { get; } = new("trace", "trace", "control messages and transitions of one call, tunnel or line",
        "nothing is known of it: no such key, or it is too long ago (docs/operations.md, trace)",
    [
        new("at", "at"), new("node", "node"), new("event", "event"), new("session", "session"), new("text", "text"), new("detail", "detail"),
    ]);

    public static IReadOnlyList<View> All { get; } =
    [
        new("routes", "show-routes", "dial-out targets and access routes", "no routes",
        [
            new("router", "virtualRouter"), new("prefix", "prefix"), new("kind", "kind"), new("status", "status", State),
            new("admin", "administrativeState", State), new("domain", "domain"), new("profile", "profile"), new("sessions", "sessions"),
            new("session", "session"),
        ]),
        new("dial-out", "show-dial-out", "dial-out sessions with their states and timers", "no dial-out sessions",
        [
            new("key", "key"), new("trigger", "trigger"), new("state", "state", State), new("left", "timerSecondsLeft", Duration),
            new("tries", "attempts"), new("waiting", "bufferedTriggers"), new("LAC", "lac"), new("tunnel/session", "tunnelId", And: "sessionId"),
            new("number", "number"), new("tx/rx bit/s", "transmitBps", Speed, "receiveBps"), new("user", "user"), new("address", "peerAddress"),
            new("last result", "lastResult", And: "lastError"), new("last text", "lastText"),
        ]),
        new("destinations", "show-destinations", "peers as tunnel end points", "no destinations",
        [
            new("key", "key"), new("local", "local"), new("peer", "peer"), new("state", "state", State), new("admin", "administrativeState", State),
            new("tunnels", "tunnels"), new("sessions", "sessions", And: "maximumSessions"), new("locked out", "lockoutSecondsLeft", Duration),
            new("last text", "lastText"),
        ]),
        new("tunnels", "show-tunnels", "control connections", "no tunnels",
        [
            new("key", "key"), new("peer", "peer"), new("host name", "peerHostName"), new("ids", "localTunnelId", And: "peerTunnelId"),
            new("state", "state", State), new("sessions", "sessions"), new("Ns/Nr", "ns", And: "nr"),
            new("unacked/window", "unacknowledged", And: "peerWindow"), new("failover", "failover"),
            new("assignment", "assignmentId"), new("up", "upSeconds", Duration),
        ]),
        new("sessions", "show-sessions", "calls", "no sessions",
        [
            new("key", "key"), new("peer", "peer"), new("ids", "localSessionId", And: "peerSessionId"), new("state", "state", State),
            new("PPP", "ppp", State), new("number", "number"), new("line", "line"), new("user", "user"), new("address", "peerAddress"),
            new("tx/rx bit/s", "transmitBps", Speed, "receiveBps"), new("in/out", "inputOctets", Octets, "outputOctets"),
            new("up", "upSeconds", Duration),
        ]),
        new("lines", "show-lines", "telephone lines and what they do", "no lines",
        [
            new("line", "line"), new("pool", "pool"), new("driver", "driver"), new("device", "device"), new("state", "state", State),
            new("for", "stateSeconds", Duration), new("number", "number"), new("session", "session"),
            new("tx/rx bit/s", "transmitBps", Speed, "receiveBps"), new("calls/failed", "calls", And: "failures"), new("last text", "lastText"),
        ]),
        new("cluster", "show-cluster", "members of the cluster with their roles and shards", "no cluster",
        [
            new("node", "node"), new("role", "role"), new("address", "address"), new("status", "status", State), new("reachable", "reachability", State),
            new("health", "health", State), new("leader", "isLeader"), new("age", "age"), new("up", "upSeconds", Duration), new("shards", "shards"), new("entities", "entities"),
            new("forwarding", "forwardingSessions"), new("behind", "tableBehind"), new("configuration", "configuration"), new("last text", "lastText"),
        ]),
        new("counters", "show-counters", "counters of the node and its parts", "no counters",
        [
            new("scope", "scope"), new("counter", "counter"), new("value", "value"),
        ]),
        new("operations", "operations", "what the node can be asked", "no operations",
        [
            new("operation", "operation"), new("description", "description"),
        ]),
    ];
}
