namespace Protocols.L2tp;

/// <summary>Start-Control-Connection-Connected (RFC 2661 §6.3).</summary>
public sealed record Scccn : ControlMessage
{
    /// <summary>Owed if the SCCRP carried a challenge (§4.4.3).</summary>
    public ReadOnlyMemory<byte>? ChallengeResponse { get; init; }

    public override MessageType Type => MessageType.Scccn;

    internal static Scccn Read(AvpSet avps) => new() { ChallengeResponse = avps.OctetsOrNull(AvpType.ChallengeResponse) };

    internal override void Write(AvpList avps) => avps.Octets(AvpType.ChallengeResponse, ChallengeResponse);
}
