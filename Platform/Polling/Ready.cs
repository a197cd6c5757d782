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

    /// <summary>
    /// As an interest: report a change once, not as long as it lasts. For the master of a pseudo terminal whose slave is closed for a
    /// while: that is a hang-up without end.
    /// </summary>
    EdgeTriggered = 0x8000_0000,
}

public interface IPollHandler
{
    /// <summary>Called on the poller's thread, as long as the descriptor is ready (unless edge-triggered). Must not block.</summary>
    void OnReady(Ready ready);
}
