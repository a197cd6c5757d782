using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Node.Common.Operations;

/// <summary>A registry as whoever is outside sees it: a line of JSON in, a line of JSON out; nothing of it throws.</summary>
public sealed class OperationFace(OperationRegistry registry, ILogger log)
{
    public async Task<string> AnswerAsync(string line, CancellationToken cancellation)
    {
        try
        {
            using var request = Parse(line);
            var root = request.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("operation", out var name) || name.ValueKind != JsonValueKind.String)
                throw OperationException.BadRequest("a request is {\"operation\": NAME, \"arguments\": {…}}");
            var arguments = new OperationArguments(root.TryGetProperty("arguments", out var given) ? given : null);
            return OperationJson.Success(await registry.Find(name.GetString()!).Handler(arguments, cancellation));
        }
        catch (OperationException e)
        {
            return OperationJson.Failure(e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "operation failed: {Request}", line);
            return OperationJson.Failure(new OperationException("internal", e.Message));
        }
    }

    private static JsonDocument Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw OperationException.BadRequest($"not JSON: {e.Message}");
        }
    }
}
