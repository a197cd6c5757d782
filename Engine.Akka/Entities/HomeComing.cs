using Shared.Messages.Entities;

namespace Engine.Akka.Entities;

/// <summary>The entities that a node which is alone brings back when it starts, and how far it is.</summary>
internal sealed class HomeComing
{
    /// <summary>How often it is looked whether there is progress.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Between two lines that say how far it is.</summary>
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(5);

    /// <summary>Missing ones that an error names.</summary>
    private const int Named = 3;

    private readonly List<(EntityId Id, Task Arrival)> awaited;
    private readonly Task all;
    private int back;

    /// <param name="awaited">Each completes when the entity lives, or can't.</param>
    public HomeComing(IEnumerable<(EntityId Id, Task Arrival)> awaited)
    {
        this.awaited = [.. awaited];
        all = Task.WhenAll(this.awaited.Select(one => CountAsync(one.Arrival)));
    }

    public int Total => awaited.Count;

    public int Back => Volatile.Read(ref back);

    /// <summary>Waits for as long as they keep coming. Ends as well when the node is no longer alone: others bring some of them back then.</summary>
    /// <param name="patience">How long none may come.</param>
    /// <param name="say">Told now and then how many are back, and at the end.</param>
    /// <exception cref="TimeoutException">None has come within the patience; the message says how far it was.</exception>
    public async Task WaitAsync(TimeSpan patience, TimeProvider time, Func<bool> isAlone, Action<int, int> say)
    {
        var (seen, seenAt, saidAt) = (Back, time.GetTimestamp(), time.GetTimestamp());
        while (!all.IsCompleted && isAlone())
        {
            await all.WaitAsync(Look, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = time.GetTimestamp();
            if (Back is var present && present > seen)
                (seen, seenAt) = (present, now);
            else if (!all.IsCompleted && time.GetElapsedTime(seenAt, now) >= patience)
                throw new TimeoutException($"brought back {seen} of {Total} entities, and none more within {patience.TotalSeconds} s; {Missing()}");
            if (time.GetElapsedTime(saidAt, now) >= SayEvery && !all.IsCompleted)
            {
                say(seen, Total);
                saidAt = now;
            }
        }
        if (Total > 0)
            say(Back, Total);
    }

    private async Task CountAsync(Task arrival)
    {
        await arrival.ConfigureAwait(false);
        Interlocked.Increment(ref back);
    }

    private string Missing()
    {
        var missing = awaited.Where(one => !one.Arrival.IsCompleted).Select(one => one.Id.ToString()).Take(Named + 1).ToList();
        return $"missing: {string.Join(", ", missing.Take(Named))}{(missing.Count > Named ? " and others" : "")}";
    }
}
