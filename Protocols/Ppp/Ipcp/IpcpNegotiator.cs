using System.Collections.Immutable;
using System.Net;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Ipcp;

/// <summary>IPCP's options: addresses (RFC 1332 §3.3) and name servers (RFC 1877 §1).</summary>
internal sealed record IpcpNegotiator(IpcpTerms Terms, int MaxFailure) : INegotiator<IpcpNegotiator>
{
    /// <summary>false once the peer rejected the option: the link goes without one on the wire.</summary>
    public bool AsksAddress { get; init; } = true;

    /// <summary>0.0.0.0 until the peer names one, where we have none of our own.</summary>
    public IPAddress LocalAddress { get; init; } = Terms.Local ?? IPAddress.Any;

    /// <summary>null: not asked for. 0.0.0.0: asked for, no answer yet.</summary>
    public IPAddress? PrimaryDns { get; init; } = Terms.RequestDns ? IPAddress.Any : null;

    public IPAddress? SecondaryDns { get; init; } = Terms.RequestDns ? IPAddress.Any : null;

    public IPAddress? PeerAddress { get; init; }

    public ImmutableArray<IPAddress> DnsGiven { get; init; } = [];

    /// <summary>Other addresses that the peer wants us to have, although we have a fixed one.</summary>
    public int AddressNaks { get; init; }

    public PppDisconnectCause? Fault { get; init; }

    public IpcpNegotiator Begin(Random random) => new(Terms, MaxFailure);

    public ImmutableArray<ConfigurationOption> Request
    {
        get
        {
            var options = ImmutableArray.CreateBuilder<ConfigurationOption>();
            if (AsksAddress)
                options.Add(AddressOption.For(IpcpOption.IpAddress, LocalAddress));
            if (PrimaryDns is not null)
                options.Add(AddressOption.For(IpcpOption.PrimaryDns, PrimaryDns));
            if (SecondaryDns is not null)
                options.Add(AddressOption.For(IpcpOption.SecondaryDns, SecondaryDns));
            return options.ToImmutable();
        }
    }

    /// <summary>null where a side has no address although both Configure-Requests were acknowledged.</summary>
    public IpcpResult? Result => PeerAddress is not null && AddressOption.IsUsable(LocalAddress)
        ? new IpcpResult(LocalAddress, PeerAddress, DnsGiven, Learned(PrimaryDns, SecondaryDns))
        : null;

    public static IpcpNegotiator Restored(PppSettings settings, IpcpResult result, int maxFailure) =>
        new(new IpcpTerms(result.LocalAddress, result.PeerAddress, settings.DnsServers, settings.RequestDns), maxFailure)
        {
            PeerAddress = result.PeerAddress,
            DnsGiven = result.DnsGiven,
            PrimaryDns = result.DnsLearned.Length > 0 ? result.DnsLearned[0] : null,
            SecondaryDns = result.DnsLearned.Length > 1 ? result.DnsLearned[1] : null,
        };

    public Verdict<IpcpNegotiator> Judge(ImmutableArray<ConfigurationOption> asked, bool mayNak, Random random) =>
        new IpcpJudge(this, asked, mayNak).Judge();

    public IpcpNegotiator Naked(ImmutableArray<ConfigurationOption> suggested, Random random)
    {
        var result = this;
        foreach (var option in suggested)
            if (AddressOption.Address(option) is { } address)
                result = option.Type switch
                {
                    IpcpOption.IpAddress => result.LocalNaked(address),
                    IpcpOption.PrimaryDns when result.PrimaryDns is not null => result with { PrimaryDns = Server(address) },
                    IpcpOption.SecondaryDns when result.SecondaryDns is not null => result with { SecondaryDns = Server(address) },
                    _ => result,
                };
        return result;
    }

    /// <summary>A peer that has none may say 0.0.0.0 instead of rejecting the option: asking on would never end.</summary>
    private static IPAddress? Server(IPAddress address) => AddressOption.IsUsable(address) ? address : null;

    private IpcpNegotiator LocalNaked(IPAddress address)
    {
        if (Terms.Local is null)
            return AddressOption.IsUsable(address)
                ? this with { LocalAddress = address }
                : this with { Fault = NotPermitted(PppDisconnectDirection.AtPeer, "the peer has no address for us") };
        // Ours is configured, so we insist. Peers give in with a Configure-Reject, pppd after ten Naks, slirp after five.
        return AddressNaks < 2 * MaxFailure
            ? this with { AddressNaks = AddressNaks + 1 }
            : this with { Fault = NoAgreement(PppDisconnectDirection.AtPeer, $"the peer wants us to be {address}") };
    }

    public IpcpNegotiator Rejected(ImmutableArray<ConfigurationOption> refused)
    {
        var result = this;
        foreach (var option in refused)
            result = option.Type switch
            {
                IpcpOption.IpAddress when Terms.Local is null => result with
                {
                    Fault = NotPermitted(PppDisconnectDirection.AtPeer, "the peer gives us no address"),
                },
                IpcpOption.IpAddress => result with { AsksAddress = false },
                IpcpOption.PrimaryDns => result with { PrimaryDns = null },
                IpcpOption.SecondaryDns => result with { SecondaryDns = null },
                _ => result,
            };
        return result;
    }

    public static PppDisconnectCause NoAgreement(PppDisconnectDirection direction, string text) =>
        new(PppDisconnectCode.NoAddressAgreement, PppProtocol.Ipcp, direction, text);

    public static PppDisconnectCause NotPermitted(PppDisconnectDirection direction, string text) =>
        new(PppDisconnectCode.NoAddressPermitted, PppProtocol.Ipcp, direction, text);

    private static ImmutableArray<IPAddress> Learned(params ReadOnlySpan<IPAddress?> servers)
    {
        var learned = ImmutableArray.CreateBuilder<IPAddress>();
        foreach (var server in servers)
            if (server is not null && AddressOption.IsUsable(server))
                learned.Add(server);
        return learned.ToImmutable();
    }
}
