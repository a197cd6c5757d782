namespace Lns.Node.Radius;

/// <summary>What an operator reads when nobody answered: each server that was tried, and what it did.</summary>
internal static class TroubleText
{
    public const string Silent = "silent";

    public static string Of(Exchange exchange) =>
        "no answer: " + string.Join("; ", exchange.Servers
            .Where(exchange.Troubles.ContainsKey)
            .Select(server => $"{server} {Explain(server, exchange.Troubles[server])}"));

    /// <summary>A server that can't verify a request says nothing (RFC 3579 §3.2), so silence may also be a wrong secret.</summary>
    private static string Explain(ServerPort server, string trouble) =>
        trouble == Silent ? $"is silent: down, unreachable, or its secret is not '{server.Settings.SecretName}'" : $"failed: {trouble}";
}
