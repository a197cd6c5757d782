using System.Collections.Immutable;
using System.Net;

namespace Protocols.Ppp;

/// <summary>What the outside (RADIUS, a local list) says about the proof in <see cref="PppOutput.CheckPeer"/>.</summary>
/// <param name="Message">Shown to the peer: PAP Ack or Nak, CHAP Success or Failure.</param>
/// <param name="MsChap2Success">"S=" and 40 hexadecimal digits (RFC 2548 §2.3.3, without its leading identifier); an
/// accepted MS-CHAPv2 peer needs it to see that we know its password too.</param>
/// <param name="FramedIpAddress">The peer's address (RFC 2865 §5.8). 255.255.255.255 lets the peer choose, 255.255.255.254
/// and null leave it to the settings.</param>
/// <param name="Dns">Name servers for the peer; empty leaves it to the settings.</param>
/// <param name="CheckNumber">That of the question. An answer to an older question is ignored; null means the last one.</param>
public sealed record AuthenticationAnswer(
    bool Accepted,
    string Message = "",
    string? MsChap2Success = null,
    IPAddress? FramedIpAddress = null,
    ImmutableArray<IPAddress> Dns = default,
    long? CheckNumber = null)
{
    public static AuthenticationAnswer Accept(string message = "") => new(true, message);

    public static AuthenticationAnswer Reject(string message = "") => new(false, message);
}
