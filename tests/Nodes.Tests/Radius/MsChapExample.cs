using System.Text;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Nodes.Tests.Radius;

/// <summary>A question as a remote site's MS-CHAPv2 response makes it.</summary>
internal sealed class MsChapExample(string user, string password)
{
    private readonly byte[] challenge = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
    private readonly byte[] peerChallenge = [.. Enumerable.Range(101, 16).Select(i => (byte)i)];
    private readonly byte[] name = Encoding.UTF8.GetBytes(user);
    private readonly byte[] secret = Encoding.UTF8.GetBytes(password);

    private byte[] NtResponse => MsChapV2.NtResponse(challenge, peerChallenge, name, secret);

    /// <summary>Ident, then "S=" and 40 digits (RFC 2548 §2.3.3).</summary>
    public byte[] ExpectedSuccess =>
        [9, .. Encoding.ASCII.GetBytes(MsChapV2.AuthenticatorResponse(secret, NtResponse, peerChallenge, challenge, name))];

    public RadiusQuestion Question()
    {
        var proof = new PeerProof.MsChapV2(user, 9, challenge, (byte[])[.. peerChallenge, .. new byte[8], .. NtResponse, 0]);
        return Given.Question("mschap", Given.Text(RadiusType.UserName, user),
            Given.Octets(MicrosoftType.ChapChallenge, challenge, MicrosoftType.Vendor),
            Given.Octets(MicrosoftType.Chap2Response, proof.ToRadiusResponse(), MicrosoftType.Vendor));
    }

    public static byte[]? SuccessOf(RadiusAnswer answer) => answer.Attributes
        .FirstOrDefault(attribute => attribute is { Vendor: MicrosoftType.Vendor, Type: MicrosoftType.Chap2Success })?.Value.ToByteArray();
}
