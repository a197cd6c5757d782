namespace Entities.DialOut.Sessions;

/// <summary>What a session does about an event: the third column of the state table.</summary>
public enum DialOutAction
{
    Ignore,

    /// <summary>Access-Request, or the local site list; the packet is buffered.</summary>
    Ask,

    /// <summary>Wait for a place in the connecting gate; the packet is buffered.</summary>
    AwaitSlot,

    /// <summary>Keep the packet up to the limit, drop what is above it, count both.</summary>
    Buffer,

    /// <summary>Drop the packet, count it.</summary>
    Drop,

    /// <summary>Send the packet through the call that is up, count it as late.</summary>
    ForwardLate,

    /// <summary>Start T, choose a LAC, place the call.</summary>
    PlaceCall,

    /// <summary>Place the call by another LAC, or once more by the same.</summary>
    PlaceNext,

    /// <summary>Remember which tunnel has the call.</summary>
    NoteTunnel,

    /// <summary>Send what was buffered.</summary>
    Flush,

    /// <summary>The call is still up: nothing is left to ask.</summary>
    Confirm,

    /// <summary>Close the call, or whatever half-exists of it.</summary>
    CloseCall,

    /// <summary>Close a call that this session has given up.</summary>
    CloseStray,

    /// <summary>A call that was to be closed is closed.</summary>
    NoteEnd,

    /// <summary>Nothing is left of the call, and there is nothing to do but change.</summary>
    Enter,

    /// <summary>The dormant timer has been running since the back-off ended: max(0, D − T).</summary>
    EnterShortened,

    /// <summary>Count the answer as one without a session.</summary>
    CountLate,

    /// <summary>The place in the gate is not needed.</summary>
    ReturnSlot,
}
