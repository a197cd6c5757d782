using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Lns.Node.Radius;

internal enum SendOutcome
{
    Sent,

    /// <summary>For its turn: too many are open towards the server already.</summary>
    Waits,

    /// <summary>An attribute is longer than an attribute can be.</summary>
    Unwritable,
}

/// <summary>Makes requests of exchanges and puts them on the wire.</summary>
internal sealed class Transmitter(ISourcePorts ports, Random random, GatewayCounters counters)
{
    /// <summary>Requests of one exchange whose answers are still welcome; an older one gives its identifier back.</summary>
    public const int MaximumOpenAttempts = 4;

    public SendOutcome TrySend(Exchange exchange, ServerPort server, GatewayTime now)
    {
        var delaySeconds = DelaySeconds(exchange, now);
        if (exchange.Attempts.LastOrDefault(attempt => attempt.Server == server) is { } earlier && earlier.DelaySeconds == delaySeconds)
        {
            counters.Add(GatewayCount.Retransmissions);
            earlier.Port.Send(earlier.Datagram);
            return SendOutcome.Sent;
        }
        if (server.Take(ports, random) is not var (port, identifiers, identifier))
        {
            server.Waiting.Enqueue(exchange);
            return SendOutcome.Waits;
        }
        if (Write(exchange, server, identifier, delaySeconds) is not var (pending, datagram))
        {
            server.Release(port, identifiers, identifier);
            return SendOutcome.Unwritable;
        }
        counters.Add(exchange.Attempts.Count == 0 ? GatewayCount.Transmissions : GatewayCount.Retransmissions);
        var attempt = new Attempt(exchange, identifiers, port, pending, datagram, delaySeconds);
        identifiers.Occupy(attempt);
        exchange.Attempts.Add(attempt);
        port.Send(datagram);
        return SendOutcome.Sent;
    }

    /// <summary>A changed Acct-Delay-Time makes another request, with an Identifier of its own (RFC 2866 §4.1, §5.2).</summary>
    private static uint DelaySeconds(Exchange exchange, GatewayTime now) => exchange is RecordExchange record
        ? (uint)Math.Clamp((now.Wall.ToUnixTimeMilliseconds() - record.Record.EventUnixMs) / 1000, 0, uint.MaxValue)
        : 0;

    private (PendingRequest Pending, byte[] Datagram)? Write(Exchange exchange, ServerPort server, byte identifier, uint delaySeconds)
    {
        var secret = server.Settings.Secret;
        if (exchange is RecordExchange)
        {
            var delay = RadiusAttributeValue.Integer(RadiusType.AcctDelayTime, delaySeconds);
            if (RequestWriter.AccountingRequest(identifier, [.. exchange.Attributes, delay], secret) is not { } accounting)
                return null;
            var digest = accounting.AsMemory(RadiusLimits.AuthenticatorOffset, RadiusLimits.AuthenticatorLength);
            return (new(RadiusCode.AccountingRequest, identifier, digest, secret, false), accounting);
        }
        var authenticator = new byte[RadiusLimits.AuthenticatorLength];
        random.NextBytes(authenticator);
        var isProbe = exchange is ProbeExchange;
        var datagram = isProbe
            ? RequestWriter.StatusServer(identifier, authenticator, exchange.Attributes, secret)
            : RequestWriter.AccessRequest(identifier, authenticator, exchange.Attributes, secret);
        var code = isProbe ? RadiusCode.StatusServer : RadiusCode.AccessRequest;
        return datagram is null ? null : (new(code, identifier, authenticator, secret, server.Settings.RequireMessageAuthenticator), datagram);
    }
}
