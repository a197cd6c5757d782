using Shared.Messages;

namespace Entities.Tunnels.Failover;

/// <summary>ERX-L2TP-Resynch-Method with its numbers: what becomes of an established tunnel when its end starts again.</summary>
public enum ResynchMethod
{
    /// <summary>Nothing is resynchronised: the tunnel is closed.</summary>
    Off = 0,

    /// <summary>RFC 4951 at each start; a tunnel whose peer does not speak it is closed.</summary>
    FailoverProtocol = 1,

    /// <summary>Without a word; RFC 4951 only where the journal or the peer shows that messages are missing.</summary>
    Silent = 2,

    /// <summary>RFC 4951 at each start; without a word where the peer does not speak it, or does not answer.</summary>
    FailoverProtocolThenSilent = 3,
}

/// <summary>What is to be done at a start.</summary>
internal enum TakeoverWay
{
    Silent,
    Protocol,
    Close,
}

/// <summary>From a method to what is done.</summary>
public static class Takeover
{
    /// <summary>Total in all that decides: the method, whether Failover Capability was exchanged, whether messages are missing.</summary>
    internal static TakeoverWay Of(ResynchMethod method, bool isExchanged, bool isMissing) => (method, isExchanged, isMissing) switch
    {
        (ResynchMethod.Off, _, _) => TakeoverWay.Close,
        (ResynchMethod.FailoverProtocol, true, _) => TakeoverWay.Protocol,
        (ResynchMethod.FailoverProtocol, false, _) => TakeoverWay.Close,
        (ResynchMethod.Silent, true, true) => TakeoverWay.Protocol,
        // with a peer that does not speak it the silent way is the only one: what is missing comes out call by call
        (ResynchMethod.Silent, _, _) => TakeoverWay.Silent,
        (ResynchMethod.FailoverProtocolThenSilent, true, _) => TakeoverWay.Protocol,
        (ResynchMethod.FailoverProtocolThenSilent, false, _) => TakeoverWay.Silent,
        // a number from a newer server's dictionary
        _ => TakeoverWay.Silent,
    };

    /// <summary>What RADIUS or the site said goes before the configuration.</summary>
    internal static ResynchMethod MethodOf(TunnelTurn turn) => turn.State.Opening?.Terms switch
    {
        { ResynchOff: true } => ResynchMethod.Off,
        { ResynchMethod: not 0 } terms => (ResynchMethod)terms.ResynchMethod,
        _ => turn.Policy.Resynch(turn.State.PeerEndpoint.Address),
    };

    /// <summary>Says it in the terms of a tunnel; a number that is no method says nothing.</summary>
    public static TunnelTerms With(this TunnelTerms terms, ResynchMethod? method)
    {
        if (method is not { } said || !Enum.IsDefined(said)) return terms;
        terms.ResynchOff = said == ResynchMethod.Off;
        terms.ResynchMethod = (uint)said;
        return terms;
    }

    internal static TakeoverWay Of(TunnelTurn turn, bool isMissing) =>
        Of(MethodOf(turn), FailoverTerms.WasExchanged(turn.State.Peer), isMissing);
}
