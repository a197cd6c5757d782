using Shared.Messages;

namespace Entities.DialOut.Sessions;

/// <summary>An event of the table with what came with it.</summary>
internal sealed record Occurrence(DialOutEvent Event)
{
    /// <summary>Why, for the operator; the codes of CDN or StopCCN where there were any.</summary>
    public DialOutResult? Result { get; init; }

    public ReadOnlyMemory<byte> Packet { get; init; }

    public uint Turn { get; init; }

    public DialOutGrant? Grant { get; init; }

    public DialOutInhibitedBy By { get; init; }

    /// <summary>How the current try ended, and what comes after it.</summary>
    public DialOutTry? Ended { get; init; }

    /// <inheritdoc cref="Ended"/>
    public DialOutCall? Next { get; init; }

    public CallAccepted? Accepted { get; init; }

    public CallUp? Up { get; init; }

    /// <summary>The call that a tunnel speaks of, and the tunnel.</summary>
    public string CallKey { get; init; } = "";

    /// <inheritdoc cref="CallKey"/>
    public string TunnelKey { get; init; } = "";
}
