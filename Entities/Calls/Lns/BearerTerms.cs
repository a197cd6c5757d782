using Protocols.L2tp;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>
/// Bearer Type and Framing Type of an OCRQ. ERX-Bearer-Type and the AVP number their values the other way round (analog 1 against 0x2),
/// and only bits that the LAC advertised may be set (RFC 2661 §4.4.3, §4.4.4).
/// </summary>
/// <param name="Refusal">Why this LAC can't take the call, or null.</param>
internal readonly record struct BearerTerms(BearerType Bearer, FramingType Framing, string? Refusal)
{
    public static BearerTerms For(Shared.Messages.Bearer wanted, PeerIntroduced lac, bool assumeBearer)
    {
        if (!lac.HasBearerCapabilities && !assumeBearer)
            return Refused("LAC sent no Bearer Capabilities, so it takes no outgoing calls (RFC 2661 §6.9)");
        var offeredBearer = lac.HasBearerCapabilities && lac.BearerCapabilities != 0 || !assumeBearer
            ? (BearerType)lac.BearerCapabilities
            : BearerType.Analog | BearerType.Digital;
        var offeredFraming = (FramingType)lac.FramingCapabilities;
        var bearer = wanted switch
        {
            Shared.Messages.Bearer.Analog => BearerType.Analog,
            Shared.Messages.Bearer.Digital => BearerType.Digital,
            _ => offeredBearer & (BearerType.Analog | BearerType.Digital),
        };
        if ((bearer & offeredBearer) == 0) return Refused($"LAC offers bearer {offeredBearer}, the call needs {wanted}");
        var framing = wanted switch
        {
            Shared.Messages.Bearer.Analog => FramingType.Asynchronous,
            Shared.Messages.Bearer.Digital => FramingType.Synchronous,
            _ => FramingType.Asynchronous | FramingType.Synchronous,
        } & offeredFraming;
        // A LAC that offers one framing only has told which one its lines use.
        if (framing == 0) framing = offeredFraming & (FramingType.Asynchronous | FramingType.Synchronous);
        return framing == 0 ? Refused("LAC offers no framing") : new(bearer & offeredBearer, framing, null);
    }

    private static BearerTerms Refused(string why) => new(default, default, why);
}
