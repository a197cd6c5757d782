using System.Collections.Immutable;
using System.Net;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Ipcp;

/// <summary>Answers one Configure-Request of the peer.</summary>
internal sealed class IpcpJudge(IpcpNegotiator negotiator, ImmutableArray<ConfigurationOption> asked, bool mayNak)
{
    private readonly VerdictBuilder verdict = new(asked, mayNak);
    private readonly HashSet<byte> seen = [];
    private readonly ImmutableArray<IPAddress>.Builder dns = ImmutableArray.CreateBuilder<IPAddress>();
    private IPAddress? peerAddress = negotiator.Terms.Peer;
    private PppDisconnectCause? fault;

    public Verdict<IpcpNegotiator> Judge()
    {
        foreach (var option in asked)
            if (!seen.Add(option.Type))
                verdict.Reject(option);
            else
                Judge(option);
        if (!seen.Contains(IpcpOption.IpAddress))
            AddressMissing();

        var accepted = verdict.Code == ControlCode.ConfigureAck && fault is null;
        return verdict.Judgement(accepted
            ? negotiator with { PeerAddress = peerAddress, DnsGiven = dns.ToImmutable() }
            : negotiator with { Fault = fault });
    }

    private void Judge(ConfigurationOption option)
    {
        switch (option.Type)
        {
            case IpcpOption.IpAddress:
                JudgeAddress(option);
                break;
            case IpcpOption.PrimaryDns:
                JudgeDns(option, 0);
                break;
            case IpcpOption.SecondaryDns:
                JudgeDns(option, 1);
                break;
            // Among them VJ compression and NetBIOS name servers.
            default:
                verdict.Reject(option);
                break;
        }
    }

    private void JudgeAddress(ConfigurationOption option)
    {
        var address = AddressOption.Address(option);
        if (negotiator.Terms.Peer is { } assigned)
        {
            if (assigned.Equals(address))
                return;
            if (mayNak)
                verdict.Nak(option, AddressOption.For(IpcpOption.IpAddress, assigned));
            else
                fault = IpcpNegotiator.NoAgreement(PppDisconnectDirection.AtLocal, $"the peer insists on {address}, not {assigned}");
        }
        else if (address is not null && AddressOption.IsUsable(address) && !address.Equals(negotiator.LocalAddress))
            peerAddress = address;
        else
            fault = IpcpNegotiator.NotPermitted(
                PppDisconnectDirection.AtLocal, $"no address for the peer, which asks for {address?.ToString() ?? "nothing readable"}");
    }

    /// <summary>The peer names no address: ask it to (RFC 1332 §3.3). One that never does keeps what we know of it.</summary>
    private void AddressMissing()
    {
        if (mayNak)
            verdict.Append(AddressOption.For(IpcpOption.IpAddress, negotiator.Terms.Peer ?? IPAddress.Any));
        else if (negotiator.Terms.Peer is null)
            fault = IpcpNegotiator.NotPermitted(PppDisconnectDirection.AtLocal, "the peer names no address, and we know none for it");
    }

    private void JudgeDns(ConfigurationOption option, int index)
    {
        if (index >= negotiator.Terms.Dns.Length)
        {
            verdict.Reject(option);
            return;
        }
        var server = negotiator.Terms.Dns[index];
        if (server.Equals(AddressOption.Address(option)))
            dns.Add(server);
        else
            verdict.Nak(option, AddressOption.For(option.Type, server));
    }
}
