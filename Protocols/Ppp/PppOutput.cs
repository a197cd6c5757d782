namespace Protocols.Ppp;

/// <summary>What a link wants done, in order.</summary>
public abstract record PppOutput
{
    private PppOutput()
    {
    }

    /// <param name="Frame">From the address field (FF 03) on, without FCS.</param>
    public sealed record SendFrame(ReadOnlyMemory<byte> Frame) : PppOutput
    {
        /// <summary>An LCP echo: worth L2TP's Priority bit (RFC 2661 §3.1).</summary>
        public bool IsEcho { get; init; }
    }

    /// <summary>Starts the timer anew, whether it ran or not.</summary>
    public sealed record StartTimer(PppTimer Timer, TimeSpan After) : PppOutput;

    public sealed record CancelTimer(PppTimer Timer) : PppOutput;

    public sealed record LcpOpened(LcpResult Result) : PppOutput;

    /// <summary>Answer with <see cref="PppLink.PeerChecked"/>. There is no timer on our side: whoever is asked has one.</summary>
    /// <param name="CheckNumber">Grows within a link; belongs into the answer.</param>
    public sealed record CheckPeer(PeerProof Proof, long CheckNumber) : PppOutput;

    public sealed record PeerAuthenticated(string Name) : PppOutput;

    public sealed record WeAreAuthenticated : PppOutput;

    /// <summary>The link closes with code 16 after this.</summary>
    public sealed record AuthenticationFailed(AuthenticationSide Side, string Text) : PppOutput;

    public sealed record NetworkUp(IpcpResult Result) : PppOutput;

    public sealed record NetworkDown : PppOutput;

    /// <summary>Once per <see cref="PppLink.LowerUp"/>; the link is silent from here on: hang up.</summary>
    public sealed record Closed(PppDisconnectCause Cause) : PppOutput;

    /// <summary>The peer doesn't speak this protocol.</summary>
    public sealed record ProtocolRejected(ushort Protocol) : PppOutput;

    /// <summary>A frame that breaks its format and was dropped; count it.</summary>
    public sealed record Malformed(ushort Protocol, string Text) : PppOutput;

    /// <summary>For the log.</summary>
    public sealed record Note(string Text) : PppOutput;
}

public enum AuthenticationSide
{
    /// <summary>The peer failed our check.</summary>
    OfPeer = 1,
    /// <summary>The peer refused us, or failed to prove that it knows our password (RFC 2759 §5).</summary>
    ByPeer = 2,
}
