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

    /// <param name="By">The event that ended it; tells a time-out from an orderly end.</param>
    public sealed record LayerFinished(AutomatonEvent By) : ControlOutput;

    public sealed record Malformed(string Text) : ControlOutput;
}
