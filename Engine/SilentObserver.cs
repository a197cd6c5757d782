namespace Engine;

internal sealed class SilentObserver : IEngineObserver
{
    public static SilentObserver Instance { get; } = new();
}
