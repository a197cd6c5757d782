using Node.Common.Operations.Rows;

namespace Node.Common.Health;

/// <summary>Which questions a check belongs to.</summary>
[Flags]
public enum HealthPurpose
{
    /// <summary>Told to whoever asks for everything, and nothing follows from it.</summary>
    None = 0,

    /// <summary>Not well: the process is of no use and should be started anew. Depends on no database, no cluster and no peer.</summary>
    Live = 1,

    /// <summary>Not well: new work should go to other nodes.</summary>
    Ready = 2,

    /// <summary>Not well: the node is on its way out.</summary>
    Draining = 4,

    /// <summary>
    /// Not well: the shared address must not lead here. Never the journal's or the cluster's state, which may be the same on all nodes and
    /// would take the address away from everybody (architecture.md §4).
    /// </summary>
    Announce = 8,
}

/// <summary>One check.</summary>
/// <param name="Patience">What takes longer is not well.</param>
public sealed record HealthProbe(string Name, HealthPurpose Purpose, TimeSpan Patience, Func<CancellationToken, Task<HealthCheck>> Check)
{
    public const string Healthy = "healthy";
    public const string Degraded = "degraded";
    public const string Unhealthy = "unhealthy";

    /// <summary>For what is known without waiting.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    /// <param name="trouble">Null: it is well.</param>
    public static HealthProbe Of(string name, HealthPurpose purpose, Func<string?> trouble) => new(name, purpose, AtOnce, _ =>
        Task.FromResult(trouble() is { } text ? new HealthCheck(name, Unhealthy, text) : new HealthCheck(name, Healthy, null)));

    /// <inheritdoc cref="Of(string, HealthPurpose, Func{string?})"/>
    public static HealthProbe OfCheck(string name, HealthPurpose purpose, Func<HealthCheck> check) => new(name, purpose, AtOnce, _ => Task.FromResult(check()));

    /// <summary>Never throws and never takes longer than its patience.</summary>
    public async Task<HealthCheck> RunAsync(TimeProvider time)
    {
        using var late = new CancellationTokenSource(Patience, time);
        try
        {
            // a check that blocks its thread is late as well
            return await Task.Run(() => Check(late.Token), late.Token).WaitAsync(late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return new HealthCheck(Name, Unhealthy, $"no answer within {Patience.TotalSeconds:0.#} s");
        }
        catch (Exception e)
        {
            return new HealthCheck(Name, Unhealthy, e.Message);
        }
    }
}
