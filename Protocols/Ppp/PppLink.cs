using System.Collections.Immutable;
using Protocols.Ppp.Control;
using Protocols.Ppp.Ipcp;
using Protocols.Ppp.Lcp;
using Protocols.Ppp.Link;
using Protocols.Ppp.Roles;

namespace Protocols.Ppp;

/// <summary>
/// One end of a PPP link (RFC 1661 §3.2), immutable. Every input gives the next link and what has to be done. The random
/// numbers become identifiers, magic numbers and challenges: outside tests they must not be predictable.
/// </summary>
public sealed record PppLink
{
    private PppLink(PppSettings settings)
    {
        Settings = settings;
        Lcp = new(PppProtocol.Lcp, LinkTurn.Limits(settings), new LcpNegotiator(settings));
    }

    public PppSettings Settings { get; }

    public LinkPhase Phase => !IsUp ? LinkPhase.Dead : Lcp.State switch
    {
        AutomatonState.Opened => IsAuthenticated ? LinkPhase.Network : LinkPhase.Authenticate,
        AutomatonState.Closing or AutomatonState.Stopping or AutomatonState.Closed => LinkPhase.Terminate,
        _ => LinkPhase.Establish,
    };

    /// <summary>What another machine needs to go on with this link; null unless the network is up.</summary>
    public PppNegotiated? Negotiated =>
        IsNetworkUp && Ipcp?.Options.Result is { } network ? new(Lcp.Options.Result, network, PeerName, OurName) : null;

    public bool IsNetworkUp { get; internal init; }

    /// <summary>The name the peer was authenticated by.</summary>
    public string? PeerName { get; internal init; }

    /// <summary>The name we were authenticated by.</summary>
    public string? OurName { get; internal init; }

    /// <summary>Between LowerUp and Closed.</summary>
    internal bool IsUp { get; init; }

    internal ControlProtocol<LcpNegotiator> Lcp { get; init; }

    internal ControlProtocol<IpcpNegotiator>? Ipcp { get; init; }

    internal Authenticator? Authenticator { get; init; }

    internal Authenticatee? Authenticatee { get; init; }

    internal EchoState Echo { get; init; } = new();

    /// <summary>The first reason to end that came up; null while there is none.</summary>
    public PppDisconnectCause? Cause { get; init; }

    internal bool HeardLcp { get; init; }

    internal bool PeerTerminated { get; init; }

    /// <summary>Questions asked by <see cref="PppOutput.CheckPeer"/>.</summary>
    internal long Checks { get; init; }

    /// <summary>As far as either side demanded it.</summary>
    internal bool IsAuthenticated =>
        Authenticator is null or { Stage: AuthenticatorStage.Accepted }
        && Authenticatee is null or { Stage: AuthenticateeStage.Accepted };

    internal ushort PeerMru => Lcp.Options.Peer.Mru;

    /// <summary>A link whose line is not up yet.</summary>
    public static PppLink Create(PppSettings settings) => new(settings);

    /// <summary>
    /// An open link that goes on here: no packet is due, identifiers are new, a whole echo interval of grace is ahead.
    /// Start the timers of <see cref="RunningTimers"/>.
    /// </summary>
    public static PppLink Restore(PppSettings settings, PppNegotiated negotiated, Random random) =>
        LinkRestorer.Restore(Create(settings), negotiated, random);

    /// <summary>The line is up: start from scratch. Nothing happens where it was up already.</summary>
    public PppStep LowerUp(Random random) => IsUp
        ? new PppStep(this, [])
        : Step(Create(Settings) with { Checks = Checks, IsUp = true }, random, LcpLayer.Start);

    /// <summary>The line is gone; nothing more is sent.</summary>
    public PppStep LowerDown() => Step(this, null, LcpLayer.LowerDown);

    /// <param name="frame">Without FCS, from the address or the protocol field on, in any of the forms of
    /// <see cref="FrameReader"/>.</param>
    public PppStep Receive(ReadOnlySpan<byte> frame, Random random)
    {
        var turn = new LinkTurn(this, random);
        if (IsUp)
            FrameDispatch.Receive(turn, frame);
        return turn.Finish();
    }

    public PppStep TimerFired(PppTimer timer, Random random) => Step(this, random, turn => TimerDispatch.Fired(turn, timer));

    /// <summary>The answer to <see cref="PppOutput.CheckPeer"/>; ignored where nothing is being checked any more.</summary>
    public PppStep PeerChecked(AuthenticationAnswer answer, Random random) =>
        Step(this, random, turn => AuthenticatorLayer.Checked(turn, answer));

    /// <summary>Ends the link with Terminate-Requests; <see cref="PppOutput.Closed"/> comes when the peer agreed or kept silent.</summary>
    public PppStep Close(DisconnectReason reason, Random random) =>
        Step(this, random, turn => LcpLayer.Fail(turn, reason.Cause));

    /// <summary>Data came from the peer: as good as an Echo-Reply.</summary>
    public PppLink TrafficSeen() => Echo.Outstanding == 0 ? this : this with { Echo = Echo with { Outstanding = 0 } };

    /// <summary>The timers that have to run in this state, for a caller that lost its own.</summary>
    public ImmutableArray<PppOutput> RunningTimers =>
        [.. Enum.GetValues<PppTimer>()
            .Where(timer => TimerDispatch.Runs(this, timer))
            .Select(timer => new PppOutput.StartTimer(timer, TimerDispatch.Period(this, timer)))];

    private static PppStep Step(PppLink link, Random? random, Action<LinkTurn> input)
    {
        var turn = new LinkTurn(link, random);
        if (link.IsUp)
            input(turn);
        return turn.Finish();
    }
}
