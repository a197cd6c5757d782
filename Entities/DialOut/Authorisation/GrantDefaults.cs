using System.Net;
using Shared.Messages;

namespace Entities.DialOut.Authorisation;

/// <summary>What an Access-Accept need not say.</summary>
/// <param name="Local">Our tunnel end point.</param>
/// <param name="LocalName">Host name that we send.</param>
public sealed record GrantDefaults(IPEndPoint Local, string LocalName)
{
    /// <summary>RFC 2661 §8.1.</summary>
    public const int L2tpPort = 1701;

    public uint MinimumBps { get; init; } = 2400;

    public uint MaximumBps { get; init; } = 64000;

    /// <summary>Never "none" by silence: a remote site must prove who it is unless the server says otherwise.</summary>
    public PppAuthentication Authentication { get; init; } = PppAuthentication.Chap;

    /// <summary>Our receive window; 0: the tunnel's own.</summary>
    public uint ReceiveWindow { get; init; }
}
