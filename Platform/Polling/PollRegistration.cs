namespace Platform.Polling;

/// <summary>One descriptor in a <see cref="Poller"/>. Used on the poller's thread only.</summary>
public sealed class PollRegistration : IDisposable
{
    private readonly Poller poller;
    private Ready interest;

    internal PollRegistration(Poller poller, int descriptor, Ready interest, IPollHandler handler, int slot, uint generation)
    {
        this.poller = poller;
        this.interest = interest;
        Descriptor = descriptor;
        Handler = handler;
        Slot = slot;
        Generation = generation;
    }

    public int Descriptor { get; }

    internal IPollHandler Handler { get; }

    internal int Slot { get; }

    internal uint Generation { get; }

    /// <summary>Hang-up and errors are always reported.</summary>
    public Ready Interest
    {
        get => interest;
        set
        {
            if (value == interest)
                return;
            interest = value;
            poller.Change(this);
        }
    }

    /// <summary>To be called before the descriptor is closed.</summary>
    public void Dispose() => poller.Remove(this);
}
