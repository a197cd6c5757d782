using System.Collections.Immutable;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Lcp;

/// <summary>What we ask of the peer in our Configure-Request; null and false: no longer, or never.</summary>
/// <param name="Untried">Methods to fall back to when the peer refuses <paramref name="Method"/>, best first.</param>
internal sealed record LcpDemands(
    ushort? Mru,
    uint? Accm,
    AuthenticationMethod? Method,
    ImmutableArray<AuthenticationMethod> Untried,
    uint? Magic,
    bool Pfc,
    bool Acfc)
{
    public static LcpDemands From(PppSettings settings, Random random) => new(
        settings.MruOffered,
        settings.AccmOffered,
        settings.AuthenticatePeerWith.IsEmpty ? null : settings.AuthenticatePeerWith[0],
        settings.AuthenticatePeerWith.IsEmpty ? [] : settings.AuthenticatePeerWith.RemoveAt(0),
        MagicNumber.Next(random),
        settings.RequestPfc,
        settings.RequestAcfc);

    public ImmutableArray<ConfigurationOption> ToOptions()
    {
        var options = ImmutableArray.CreateBuilder<ConfigurationOption>();
        if (Mru is { } mru)
            options.Add(ConfigurationOption.OfUInt16(LcpOption.Mru, mru));
        if (Accm is { } accm)
            options.Add(ConfigurationOption.OfUInt32(LcpOption.Accm, accm));
        if (Method is { } method)
            options.Add(AuthenticationOption.For(method));
        if (Magic is { } magic)
            options.Add(ConfigurationOption.OfUInt32(LcpOption.MagicNumber, magic));
        if (Pfc)
            options.Add(ConfigurationOption.Empty(LcpOption.Pfc));
        if (Acfc)
            options.Add(ConfigurationOption.Empty(LcpOption.Acfc));
        return options.ToImmutable();
    }

    /// <summary>
    /// The next method: the peer's suggestion where it is one that we haven't tried, else the next of our list.
    /// </summary>
    /// <returns>With no method where the list is used up.</returns>
    public LcpDemands FallBack(AuthenticationMethod? suggestion)
    {
        if (Untried.IsEmpty)
            return this with { Method = null };
        var next = suggestion is { } wanted && Untried.Contains(wanted) ? wanted : Untried[0];
        return this with { Method = next, Untried = Untried.Remove(next) };
    }
}
