using System.Collections.Immutable;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Lcp;

/// <summary>LCP's options (RFC 1661 §6, RFC 1662 §7.1): our demands, and the peer's as we judge them.</summary>
internal sealed record LcpNegotiator(PppSettings Settings) : INegotiator<LcpNegotiator>
{
    /// <summary>
    /// The least MRU we work with: a peer that takes less gets a Configure-Nak, as IPv4 datagrams and our own LCP
    /// packets have to pass unfragmented (RFC 791 asks for 68 octets; Configure-Requests fit as well).
    /// </summary>
    public const ushort MinimumMru = 128;

    public LcpDemands Ours { get; init; } = new(null, null, null, [], null, false, false);

    public LcpPeer Peer { get; init; } = new();

    public PppDisconnectCause? Fault { get; init; }

    /// <summary>Our own Configure-Requests that came back in this negotiation (RFC 1661 §6.4).</summary>
    public int Loops { get; init; }

    /// <summary>The magic number of our last Configure-Nak; a Nak that brings it back is our own. 0: none.</summary>
    public uint NakMagic { get; init; }

    /// <summary>Methods we suggested instead of the peer's; counts up the list of acceptable ones.</summary>
    public int MethodNaks { get; init; }

    /// <summary>The peer asked us to authenticate in a way that we refused for good.</summary>
    public bool RefusedPeer { get; init; }

    public ImmutableArray<ConfigurationOption> Request => Ours.ToOptions();

    public LcpNegotiator Begin(Random random) => new(Settings) { Ours = LcpDemands.From(Settings, random) };

    public LcpResult Result => new(
        Ours.Mru ?? LcpPeer.DefaultMru,
        Peer.Mru,
        Ours.Accm ?? LcpPeer.DefaultAccm,
        Peer.Accm,
        Ours.Magic ?? 0,
        Peer.Magic,
        Ours.Pfc,
        Peer.Pfc,
        Ours.Acfc,
        Peer.Acfc,
        Ours.Method,
        Peer.Method);

    public static LcpNegotiator Restored(PppSettings settings, LcpResult result) => new(settings)
    {
        Ours = new LcpDemands(
            result.LocalMru,
            result.LocalAccm,
            result.PeerAuthenticatesWith,
            [],
            result.LocalMagic == 0 ? null : result.LocalMagic,
            result.LocalPfc,
            result.LocalAcfc),
        Peer = new LcpPeer
        {
            Mru = result.PeerMru,
            Accm = result.PeerAccm,
            Method = result.WeAuthenticateWith,
            Magic = result.PeerMagic,
            Pfc = result.PeerPfc,
            Acfc = result.PeerAcfc,
        },
    };

    public Verdict<LcpNegotiator> Judge(ImmutableArray<ConfigurationOption> asked, bool mayNak, Random random) =>
        Ours.Magic is { } magic && asked.Any(option => IsMagic(option, magic))
            ? Looped(random)
            : new LcpJudge(this, asked, mayNak, random).Judge();

    /// <summary>
    /// Only the magic number is spoken of, with a value that proves the peer is another one (RFC 1661 §6.4); were it
    /// our own packet, any other word in this answer would come back and change what we ask for.
    /// </summary>
    private Verdict<LcpNegotiator> Looped(Random random)
    {
        var other = MagicNumber.Next(random);
        return new(
            this with { Loops = Loops + 1, NakMagic = other },
            ControlCode.ConfigureNak,
            [ConfigurationOption.OfUInt32(LcpOption.MagicNumber, other)]);
    }

    /// <summary>A Configure-Nak of our own that the line echoed (RFC 1661 §6.4).</summary>
    public bool IsOwnNak(ImmutableArray<ConfigurationOption> suggested)
    {
        var own = NakMagic;
        return own != 0 && suggested.Any(option => IsMagic(option, own));
    }

    public LcpNegotiator WithNewMagic(Random random) => this with { Ours = Ours with { Magic = MagicNumber.Next(random) } };

    public LcpNegotiator Naked(ImmutableArray<ConfigurationOption> suggested, Random random)
    {
        var result = this;
        foreach (var option in suggested)
            result = result.Naked(option, random);
        return result;
    }

    private LcpNegotiator Naked(ConfigurationOption option, Random random)
    {
        switch (option.Type)
        {
            // Less is always possible for us; more than we offered is not.
            case LcpOption.Mru when option.TryGetUInt16(out var mru) && mru >= MinimumMru && mru < Ours.Mru:
                return this with { Ours = Ours with { Mru = mru } };
            // The map is a union: each side names the characters that its way can't carry (RFC 1662 §7.1).
            case LcpOption.Accm when option.TryGetUInt32(out var accm) && Ours.Accm is { } map:
                return this with { Ours = Ours with { Accm = map | accm } };
            case LcpOption.AuthenticationProtocol when Ours.Method is not null:
                return WithDemands(Ours.FallBack(AuthenticationOption.Method(option)));
            case LcpOption.MagicNumber when Ours.Magic is not null:
                return WithNewMagic(random);
            // An option without a value can't be corrected, only given up.
            case LcpOption.Pfc:
                return this with { Ours = Ours with { Pfc = false } };
            case LcpOption.Acfc:
                return this with { Ours = Ours with { Acfc = false } };
            // What the peer would like us to ask for, and we don't know or want.
            default:
                return this;
        }
    }

    public LcpNegotiator Rejected(ImmutableArray<ConfigurationOption> refused)
    {
        var result = this;
        foreach (var option in refused)
            result = option.Type switch
            {
                LcpOption.Mru => result with { Ours = result.Ours with { Mru = null } },
                LcpOption.Accm => result with { Ours = result.Ours with { Accm = null } },
                LcpOption.MagicNumber => result with { Ours = result.Ours with { Magic = null } },
                LcpOption.Pfc => result with { Ours = result.Ours with { Pfc = false } },
                LcpOption.Acfc => result with { Ours = result.Ours with { Acfc = false } },
                // "No" to the option is "no" to every method.
                LcpOption.AuthenticationProtocol =>
                    result.WithDemands(result.Ours with { Method = null, Untried = [] }),
                _ => result,
            };
        return result;
    }

    private LcpNegotiator WithDemands(LcpDemands demands)
    {
        if (demands.Method is not null || Settings.PeerMayRefuseAuthentication)
            return this with { Ours = demands };
        var protocol = AuthenticationOption.Protocol(Ours.Method ?? AuthenticationMethod.ChapMd5);
        return this with
        {
            Ours = demands,
            Fault = new(
                PppDisconnectCode.AuthenticationProtocolUnacceptable,
                protocol,
                PppDisconnectDirection.AtPeer,
                "the peer refuses to be authenticated"),
        };
    }

    private static bool IsMagic(ConfigurationOption option, uint magic) =>
        option.Type == LcpOption.MagicNumber && option.TryGetUInt32(out var value) && value == magic;
}
