namespace Protocols.Ppp.Control;

/// <summary>What a control protocol wants of the link around it, in order.</summary>
public abstract record ControlOutput
{
    private ControlOutput()
    {
    }

    public sealed record Send(ReadOnlyMemory<byte> Packet) : ControlOutput;

    public sealed record StartRestartTimer : ControlOutput;

    public sealed record StopRestartTimer : ControlOutput;

    public sealed record LayerUp : ControlOutput;

    public sealed record LayerDown : ControlOutput;

    /// <param name="By">The event that ended it.</param>
    /// <param name="From">Where it came from: Stopping, after the peer's Terminate-Request, is an orderly end.</param>
    public sealed record LayerFinished(AutomatonEvent By, AutomatonState From) : ControlOutput;

    public sealed record Malformed(string Text) : ControlOutput;
}
