using Google.Protobuf;
using Shared.Messages.Entities;

namespace Node.Common;

/// <summary>Questions of operators to entities. One that does not answer in time is left out rather than held up for.</summary>
public sealed class EntityQueries(IEntityHost host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Enough to keep the engine busy without filling its mailboxes.</summary>
    private const int AtOnce = 256;

    /// <returns>Null when the entity did not answer in time, or with something else.</returns>
    public async Task<T?> Ask<T>(EntityId entity, IMessage question, CancellationToken cancellation) where T : class, IMessage
    {
        try
        {
            return await host.Ask(entity, question, Patience).WaitAsync(cancellation) as T;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<T>> AskAll<T>(string kind, Func<IMessage> question, CancellationToken cancellation) where T : class, IMessage
    {
        var answers = new List<T>();
        foreach (var some in host.Entities(kind).Chunk(AtOnce))
            answers.AddRange((await Task.WhenAll(some.Select(entity => Ask<T>(entity, question(), cancellation)))).OfType<T>());
        return answers;
    }
}
