namespace Engine.Akka.Tests.Support;

/// <summary>Waits for what another node or thread will do, and for no longer than it takes.</summary>
internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    public static async Task True(Func<Task<bool>> condition, string what)
    {
        using var patience = new CancellationTokenSource(TestNode.Patience);
        using var look = new PeriodicTimer(Interval);
        while (!await condition())
            if (patience.IsCancellationRequested)
                throw new TimeoutException(what);
            else
                await look.WaitForNextTickAsync(CancellationToken.None);
    }
}
