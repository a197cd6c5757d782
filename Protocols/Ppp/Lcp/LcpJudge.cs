using System.Collections.Immutable;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Lcp;

/// <summary>Answers one Configure-Request of the peer.</summary>
internal sealed class LcpJudge(LcpNegotiator negotiator, ImmutableArray<ConfigurationOption> asked, bool mayNak, Random random)
{
    private readonly VerdictBuilder verdict = new(asked, mayNak);
    private readonly HashSet<byte> seen = [];
    private LcpNegotiator negotiator = negotiator;
    private LcpPeer peer = new();

    public Verdict<LcpNegotiator> Judge()
    {
        foreach (var option in asked)
            // None of these may stand in a request twice (RFC 1661 §6).
            if (seen.Add(option.Type))
                Judge(option);
            else
                verdict.Reject(option);
        return verdict.Judgement(
            verdict.Code == ControlCode.ConfigureAck ? negotiator with { Peer = peer } : negotiator);
    }

    private void Judge(ConfigurationOption option)
    {
        switch (option.Type)
        {
            case LcpOption.Mru:
                JudgeMru(option);
                break;
            case LcpOption.Accm when option.TryGetUInt32(out var accm):
                peer = peer with { Accm = accm };
                break;
            // A known option of a wrong length: Nak with the length it should have (RFC 1661 §6).
            case LcpOption.Accm:
                verdict.Nak(option, ConfigurationOption.OfUInt32(LcpOption.Accm, 0));
                break;
            case LcpOption.AuthenticationProtocol:
                JudgeMethod(option);
                break;
            case LcpOption.MagicNumber when option.TryGetUInt32(out var magic) && magic != 0:
                peer = peer with { Magic = magic };
                break;
            case LcpOption.MagicNumber:
                verdict.Nak(option, ConfigurationOption.OfUInt32(LcpOption.MagicNumber, MagicNumber.Next(random)));
                break;
            case LcpOption.Pfc when option.Data.IsEmpty:
                peer = peer with { Pfc = true };
                break;
            case LcpOption.Acfc when option.Data.IsEmpty:
                peer = peer with { Acfc = true };
                break;
            case LcpOption.Pfc or LcpOption.Acfc:
                verdict.Nak(option, ConfigurationOption.Empty(option.Type));
                break;
            default:
                verdict.Reject(option);
                break;
        }
    }

    private void JudgeMru(ConfigurationOption option)
    {
        if (!option.TryGetUInt16(out var mru))
            verdict.Nak(option, ConfigurationOption.OfUInt16(LcpOption.Mru, LcpPeer.DefaultMru));
        else if (mru < LcpNegotiator.MinimumMru)
            verdict.Nak(option, ConfigurationOption.OfUInt16(LcpOption.Mru, LcpNegotiator.MinimumMru));
        else
            peer = peer with { Mru = mru };
    }

    private void JudgeMethod(ConfigurationOption option)
    {
        var settings = negotiator.Settings;
        var acceptable = settings.AcceptableMethods;
        if (AuthenticationOption.Method(option) is { } method && acceptable.Contains(method) && settings.OurName.Length > 0)
        {
            peer = peer with { Method = method };
            return;
        }
        if (!mayNak || acceptable.IsEmpty || settings.OurName.Length == 0)
        {
            negotiator = negotiator with { RefusedPeer = true };
            verdict.Reject(option);
            return;
        }
        // One suggestion after the other, the last one until Max-Failure.
        var suggestion = acceptable[Math.Min(negotiator.MethodNaks, acceptable.Length - 1)];
        negotiator = negotiator with { MethodNaks = negotiator.MethodNaks + 1 };
        verdict.Nak(option, AuthenticationOption.For(suggestion));
    }
}
