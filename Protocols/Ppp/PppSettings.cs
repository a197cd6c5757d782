using System.Collections.Immutable;
using System.Net;

namespace Protocols.Ppp;

/// <summary>How one end of a link behaves.</summary>
public sealed record PppSettings
{
    /// <summary>Octets we are willing to receive: 1500 less IP, UDP, L2TP and PPP headers, so that nothing is fragmented.</summary>
    public ushort MruOffered { get; init; } = 1454;

    /// <summary>Control characters the peer shall escape; none, as the LAC's line is transparent.</summary>
    public uint AccmOffered { get; init; }

    public bool RequestPfc { get; init; } = true;

    public bool RequestAcfc { get; init; } = true;

    /// <summary>What we ask of the peer, best first; a Configure-Nak moves on through the list. Empty: we ask for nothing.</summary>
    public ImmutableArray<AuthenticationMethod> AuthenticatePeerWith { get; init; } = [];

    /// <summary>A peer that refuses every method may stay unauthenticated; otherwise its link closes (code 15).</summary>
    public bool PeerMayRefuseAuthentication { get; init; }

    /// <summary>What we present when the peer asks; empty: we refuse to be authenticated.</summary>
    public string OurName { get; init; } = "";

    public ReadOnlyMemory<byte> OurPassword { get; init; }

    /// <summary>Methods we accept when the peer asks, best first: the order of our Configure-Naks.</summary>
    public ImmutableArray<AuthenticationMethod> AcceptableMethods { get; init; } =
        [AuthenticationMethod.ChapMd5, AuthenticationMethod.MsChapV2, AuthenticationMethod.Pap];

    /// <summary>The Name in our Challenges, by which the peer chooses its secret (RFC 1994 §4.1); empty: <see cref="OurName"/>.</summary>
    public string ChallengeName { get; init; } = "";

    /// <summary>null: the peer has to give us one.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>null: what the authentication answer says, else what the peer asks for.</summary>
    public IPAddress? PeerAddress { get; init; }

    /// <summary>Name servers for a peer that asks; the first two count (RFC 1877).</summary>
    public ImmutableArray<IPAddress> DnsServers { get; init; } = [];

    /// <summary>Ask the peer for name servers.</summary>
    public bool RequestDns { get; init; }

    /// <summary>RFC 1661 §4.6: 3 s, meant for lines of 2400 to 9600 bit/s.</summary>
    public TimeSpan RestartTimer { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Requests without an answer before we give up (RFC 1661 §4.6).</summary>
    public int MaxConfigure { get; init; } = 10;

    /// <summary>Terminate-Requests without an answer (RFC 1661 §4.6).</summary>
    public int MaxTerminate { get; init; } = 2;

    /// <summary>Configure-Naks to one peer before they turn into Configure-Rejects (RFC 1661 §4.6).</summary>
    public int MaxFailure { get; init; } = 5;

    /// <summary>0: no Echo-Requests.</summary>
    public int EchoIntervalSeconds { get; init; } = 30;

    /// <summary>Echo-Requests in a row without a reply before the link closes (code 8).</summary>
    public int EchoFailureLimit { get; init; } = 3;

    /// <summary>Say nothing until the peer's first Configure-Request, and wait on when it goes silent (RFC 1661 §4.2, "p").</summary>
    public bool Passive { get; init; }

    /// <summary>Sent once in an Identification when LCP opens (RFC 1570 §2.1); empty: none.</summary>
    public string IdentificationText { get; init; } = "";
}
