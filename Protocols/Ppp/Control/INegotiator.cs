using System.Collections.Immutable;

namespace Protocols.Ppp.Control;

/// <summary>What a control protocol knows about its options: ours, and how the peer's are judged. Immutable.</summary>
public interface INegotiator<TSelf>
    where TSelf : INegotiator<TSelf>
{
    /// <summary>Our Configure-Request as it stands after what the peer refused so far.</summary>
    ImmutableArray<ConfigurationOption> Request { get; }

    /// <summary>Set once no agreement is possible any more: the protocol has to be closed.</summary>
    PppDisconnectCause? Fault { get; }

    /// <summary>A new negotiation: back to our wishes, nothing known of the peer.</summary>
    TSelf Begin(Random random);

    /// <param name="mayNak">false after Max-Failure: reject what we would have liked otherwise (RFC 1661 §4.6).</param>
    Verdict<TSelf> Judge(ImmutableArray<ConfigurationOption> asked, bool mayNak, Random random);

    /// <summary>The peer wants other values.</summary>
    TSelf Naked(ImmutableArray<ConfigurationOption> suggested, Random random);

    /// <summary>The peer doesn't want these at all.</summary>
    TSelf Rejected(ImmutableArray<ConfigurationOption> refused);
}

/// <param name="Code">Configure-Ack, -Nak or -Reject.</param>
/// <param name="Answer">The options to send back.</param>
public readonly record struct Verdict<TNegotiator>(TNegotiator Options, byte Code, ImmutableArray<ConfigurationOption> Answer);
