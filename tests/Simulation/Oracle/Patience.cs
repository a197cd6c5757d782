namespace Simulation.Oracle;

/// <summary>How long each of many things has been wrong without a break.</summary>
internal sealed class Patience<TKey>(World world) where TKey : notnull
{
    private readonly Dictionary<TKey, TimeSpan> since = [];

    /// <returns>True once it has been wrong for longer than <paramref name="bound"/>.</returns>
    public bool IsOver(TKey key, bool isWrong, TimeSpan bound)
    {
        if (!isWrong)
        {
            since.Remove(key);
            return false;
        }
        since.TryAdd(key, world.Agenda.Now);
        return world.Agenda.Now - since[key] > bound;
    }
}
