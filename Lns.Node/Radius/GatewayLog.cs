using System.Net;
using Microsoft.Extensions.Logging;
using Protocols.Radius;

namespace Lns.Node.Radius;

/// <summary>Log lines of the gateway; event ids from 2000 on. None of them ever holds a secret or a password.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(2000, LogLevel.Warning,
        "RADIUS server {Server} at {EndPoint} does not know the shared secret '{SecretName}': {Count} answers dropped, they do not verify")]
    public static partial void SecretMismatch(ILogger logger, string server, IPEndPoint endPoint, string secretName, int count);

    [LoggerMessage(2001, LogLevel.Warning, "RADIUS server {Server} at {EndPoint}: {Count} answers dropped: {Fault}")]
    public static partial void MalformedAnswer(ILogger logger, string server, IPEndPoint endPoint, int count, RadiusReading fault);

    [LoggerMessage(2002, LogLevel.Warning,
        "RADIUS server {Server} at {EndPoint}: {Count} answers dropped, they carry no Message-Authenticator and this server's settings require one")]
    public static partial void MessageAuthenticatorMissing(ILogger logger, string server, IPEndPoint endPoint, int count);

    [LoggerMessage(2003, LogLevel.Warning, "RADIUS server {Server} at {EndPoint} is taken for dead: {Reason}")]
    public static partial void ServerDead(ILogger logger, string server, IPEndPoint endPoint, string reason);

    [LoggerMessage(2004, LogLevel.Information, "RADIUS server {Server} at {EndPoint} answers again")]
    public static partial void ServerAlive(ILogger logger, string server, IPEndPoint endPoint);

    [LoggerMessage(2005, LogLevel.Warning, "No RADIUS answer for {Correlation} from group {Group}: {Text}")]
    public static partial void NoAnswer(ILogger logger, string correlation, string group, string text);

    [LoggerMessage(2006, LogLevel.Error, "RADIUS request {Correlation} can't be sent: {Reason}")]
    public static partial void Unsendable(ILogger logger, string correlation, string reason);

    [LoggerMessage(2007, LogLevel.Error, "No source port towards RADIUS server at {EndPoint}: {Reason}")]
    public static partial void NoSourcePort(ILogger logger, IPEndPoint endPoint, string reason);

    [LoggerMessage(2008, LogLevel.Error, "The receiver of a RADIUS answer failed")]
    public static partial void ReceiverFailed(ILogger logger, Exception exception);

    [LoggerMessage(2010, LogLevel.Error, "A fault in the RADIUS gateway itself")]
    public static partial void LoopFault(ILogger logger, Exception exception);

    [LoggerMessage(2009, LogLevel.Warning,
        "No accounting server of group {Group} has taken a record yet: {Waiting} records wait, the oldest for {Seconds} s")]
    public static partial void AccountingWaits(ILogger logger, string group, int waiting, long seconds);
}
