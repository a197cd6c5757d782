namespace Platform.Polling;

/// <summary>What a descriptor is ready for; values are epoll's.</summary>
[Flags]
public enum Ready : uint
{
    None = 0,
    Read = 0x001,
    Write = 0x004,
    Error = 0x008,
    HangUp = 0x010,
}

public interface IPollHandler
{
    /// <summary>Called on the poller's thread, as long as the descriptor is ready (level-triggered). Must not block.</summary>
    void OnReady(Ready ready);
}
