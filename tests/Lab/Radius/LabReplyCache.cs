using System.Collections.Concurrent;
using System.Net;
using Protocols.Radius;

namespace Lab.Radius;

/// <summary>Recent answers by source address, port, Identifier and authenticator (RFC 5080 §2.2.2).</summary>
internal sealed class LabReplyCache
{
    /// <summary>Far more than a lab's clients repeat; the oldest go first.</summary>
    private const int MaximumReplies = 4096;

    private readonly ConcurrentDictionary<string, byte[]> replies = [];
    private readonly ConcurrentQueue<string> order = [];

    public byte[]? Find(IPEndPoint client, RadiusPacket request) => replies.GetValueOrDefault(KeyOf(client, request));

    public void Keep(IPEndPoint client, RadiusPacket request, byte[] reply)
    {
        var key = KeyOf(client, request);
        replies[key] = reply;
        order.Enqueue(key);
        while (order.Count > MaximumReplies && order.TryDequeue(out var oldest))
            replies.TryRemove(oldest, out _);
    }

    private static string KeyOf(IPEndPoint client, RadiusPacket request) =>
        $"{client} {request.Code} {request.Identifier} {Convert.ToHexString(request.Authenticator.Span)}";
}
