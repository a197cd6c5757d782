using System.Collections.Immutable;
using System.Net;
using Protocols.Ppp;

namespace Lab.Sites;

/// <summary>A remote site: the CPE behind a telephone number.</summary>
public sealed record SiteSettings
{
    public required string Number { get; init; }

    /// <summary>What the site calls itself, and proves with <see cref="Password"/>.</summary>
    public required string Name { get; init; }

    public required string Password { get; init; }

    /// <summary>What it demands of the caller; empty: nothing.</summary>
    public ImmutableArray<AuthenticationMethod> Demands { get; init; } = [AuthenticationMethod.ChapMd5];

    /// <summary>The caller that it lets in.</summary>
    public string CallerName { get; init; } = "lns";

    public string CallerPassword { get; init; } = "";

    /// <summary>Its own address on the link, which it asks IPCP for.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>For a caller that asks for one; null: it has to bring its own.</summary>
    public IPAddress? CallerAddress { get; init; }

    /// <summary>Addresses behind it that answer ping, with <see cref="Address"/>.</summary>
    public required IPNetwork Network { get; init; }

    /// <summary>Refuses to prove itself, though asked.</summary>
    public bool RefusesAuthentication { get; init; }

    /// <summary>A login banner may come before PPP.</summary>
    public string Banner { get; init; } = "";
}
