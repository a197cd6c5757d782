namespace Engine.Akka.Traffic;

/// <summary>Tells the sending node how far a command has come. Each member may be called twice; the second call says nothing.</summary>
internal abstract class Ticket
{
    public abstract void Decided();

    /// <summary>Its last effect has been performed, or there is none to come.</summary>
    public abstract void Finished();

    /// <summary>It is being written onto the wire: from now on the other node tells of it.</summary>
    public virtual void GoneAbroad()
    {
    }
}
