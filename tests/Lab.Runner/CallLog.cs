using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Lab.Runner;

/// <summary>What the LNS's log says of each dial-out session, by trigger destination.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentDictionary<string, SessionFate> fates = new();

    public int InService => fates.Values.Count(fate => fate.State == "InService");

    public SessionFate? Of(IPAddress target) => fates.GetValueOrDefault(target.ToString());

    public void Take(JsonElement line, bool isLac)
    {
        if (isLac || line.GetProperty("event").GetString() != "DialOutState" || !line.TryGetProperty("session", out var session)) return;
        var key = session.GetString()!;
        fates[key[(key.LastIndexOf('|') + 1)..]] = new SessionFate(Text(line, "to"), Text(line, "reason"), Number(line, "result"), Number(line, "error"));
    }

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static int Number(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;
}

/// <param name="Result">CDN or StopCCN result code, 0 where there was none.</param>
internal sealed record SessionFate(string State, string Reason, int Result, int Error);
