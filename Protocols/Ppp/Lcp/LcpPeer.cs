namespace Protocols.Ppp.Lcp;

/// <summary>What the peer asked of us and got; these are the values where it asked for nothing.</summary>
internal sealed record LcpPeer
{
    /// <summary>RFC 1661 §6.1.</summary>
    public const ushort DefaultMru = 1500;

    /// <summary>All control characters are escaped on an asynchronous line (RFC 1662 §7.1).</summary>
    public const uint DefaultAccm = 0xFFFFFFFF;

    public ushort Mru { get; init; } = DefaultMru;

    public uint Accm { get; init; } = DefaultAccm;

    public AuthenticationMethod? Method { get; init; }

    /// <summary>0: none negotiated.</summary>
    public uint Magic { get; init; }

    public bool Pfc { get; init; }

    public bool Acfc { get; init; }
}
